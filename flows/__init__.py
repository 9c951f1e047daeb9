"""Prefect flows: orchestration only, no rule of the domain. The one place that imports Prefect.

Each flow wraps the job of the same name in `budgetflow.jobs` (`flows.nightly`: `jobs.nightly`) and
adds what Prefect gives: schedules, tasks on other processes, retries, logs.

    nightly    crawl -> ingest in batches -> release, the whole night
    crawl      the crawl alone; what it found waits for the next ingest
    ingest     read, understand, check and store a list of archived documents
    release    a new version, when the lake holds something new
    backfill   nightly over chosen regions and years; reread: everything in the archive with today's
    readers

`environment.prepare` must run before any of these modules is imported: Prefect reads its settings
when it is imported.
"""
