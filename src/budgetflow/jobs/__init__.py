"""Each job composed once, as plain functions without Prefect: what `budgetflow run`, `crawl` and
`reread` call, what the tests kill, and what `flows` wraps.

    nightly    the order of a night's steps; crawl, backfill, reread and release beside it
    steps      what each step does, in this process; `flows` has the same steps as Prefect tasks
    document   one file: read, understand, settle, check

To change what a job does, change it here; to change when and where it runs, change `flows`.
"""
