-- A view of every dataset, over Parquet in place: `duckdb -init views.sql` in this folder.
-- For a release on a web server: SET VARIABLE release = 'https://…/{{ version }}/' first, and DuckDB reads only what a query needs.
SET VARIABLE release = coalesce(getvariable('release'), '');
{% for view in views -%}
CREATE OR REPLACE VIEW {{ view.name }} AS SELECT {{ view.columns }} FROM read_parquet({{ view.files }}{{ view.options }});
{% endfor -%}
-- The same rows with publisher, its region, scope and, where a row has a function, the function's newest names: nothing to join.
-- Where rows have a region of their own (a lower one that a government's table names), the publisher's is publisher_region_…
{% for name in named -%}
CREATE OR REPLACE VIEW {{ name }}_named AS
SELECT {{ beside[name] | join(', ') }}{% if name in with_function %}, v.zh AS function_zh, v.en AS function_en{% endif %}, t.*
FROM {{ name }} t LEFT JOIN disclosures d USING (disclosure_id)
{%- if name in with_function %}
LEFT JOIN (
    SELECT code, arg_max(zh, coalesce(last_year, 0)) AS zh, arg_max(en, coalesce(last_year, 0)) AS en
    FROM vocabulary WHERE kind = 'function_code' GROUP BY code
) v ON v.code = t.function_code
{%- endif %};
{% endfor -%}
