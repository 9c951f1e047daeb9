-- Figures, and the sum of them, by year and kind of table. In the folder of a release:
--     duckdb -init views.sql -c ".read examples/read.sql"
SELECT fiscal_year, table_code, count(*) AS figures, count(DISTINCT disclosure_id) AS disclosures, sum(amount_yuan) AS yuan
FROM amounts
WHERE value_state = 'value'
GROUP BY ALL
ORDER BY ALL;
