"""Prefect flows: orchestration only, no rule of the domain. The one place that imports Prefect."""
