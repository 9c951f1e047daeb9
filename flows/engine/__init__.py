"""How Prefect runs: its settings, a server on this machine, task runners, cron lines."""
