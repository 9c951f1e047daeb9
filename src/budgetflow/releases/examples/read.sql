-- What bureaus spend on each function: one row a disclosure and class, safe to add up.
-- duckdb -init views.sql < examples/read.sql
SELECT d.publisher, f.fiscal_year, f.function_code, v.en AS function,
       coalesce(f.expenditure_yuan, f.general_budget_yuan) AS yuan
FROM functions f
JOIN disclosures d USING (disclosure_id)
LEFT JOIN (SELECT code, any_value(en) AS en FROM vocabulary WHERE kind = 'function_code' GROUP BY code) v
  ON v.code = f.function_code
ORDER BY yuan DESC NULLS LAST, d.publisher
LIMIT 20;
