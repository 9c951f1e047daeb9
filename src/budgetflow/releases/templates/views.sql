-- A view of every dataset, over Parquet in place: `duckdb -init views.sql` in this folder.
-- For a release on a web server: SET VARIABLE release = 'https://…/{{ version }}/' first, and DuckDB reads only what a query needs.
SET VARIABLE release = coalesce(getvariable('release'), '');
{% for view in views -%}
CREATE OR REPLACE VIEW {{ view.name }} AS SELECT * FROM read_parquet({{ view.files }}{{ view.options }});
{% endfor -%}
