#!/usr/bin/env bash
# Under Python 3.11 and 3.12 Prefect 3.9.1 takes time zones from pendulum and works out cron lines with whenever, of which it allows
# 0.10.5. That one refuses any time zone that is not the standard library's, so no cron line gives a date, not even one in UTC:
# `prefect deploy` exits 0, the server logs an error a minute, and nothing ever runs. With whenever 0.11.0 all is well, and so it is
# with schedules by interval or RRULE. A lock file that was made before keeps 0.10.5 when Prefect alone is raised.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
cd "$work"
export PREFECT_HOME="$work/prefect" DO_NOT_TRACK=1
cat > dates.py <<'PY'
import asyncio
import sys
from datetime import timedelta
from importlib.metadata import version

from prefect.server.schemas.schedules import CronSchedule, IntervalSchedule


def dates(schedule):
    try:
        return str(len(asyncio.run(schedule.get_dates(2))))
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


print("Python", sys.version.split()[0], "Prefect", version("prefect"), "whenever", version("whenever"), file=sys.stderr)
for name, schedule in (
    ("cron", CronSchedule(cron="0 2 * * *", timezone="Asia/Shanghai")),
    ("cron in UTC", CronSchedule(cron="0 2 * * *", timezone="UTC")),
    ("interval", IntervalSchedule(interval=timedelta(days=1), timezone="Asia/Shanghai")),
):
    print(name, "gives", dates(schedule))
PY
seen() { # what three schedules give with a version of whenever
    venv/bin/pip install --quiet --disable-pip-version-check prefect==3.9.1 whenever=="$1" pendulum==3.3.0 2> /dev/null
    venv/bin/python dates.py
}
before=$(seen 0.10.5)
after=$(seen 0.11.0)
printf 'whenever 0.10.5:\n%s\nwhenever 0.11.0:\n%s\n' "$before" "$after"
expected='cron gives ValueError: tzinfo must be of type ZoneInfo (exactly), got Timezone('"'Asia/Shanghai'"')
cron in UTC gives ValueError: tzinfo must be of type ZoneInfo (exactly), got Timezone('"'UTC'"')
interval gives 2'
if [ "$before" != "$expected" ] || [ "$(grep -c 'gives 2' <<< "$after")" != 3 ]; then
    echo "the behaviour changed (Python 3.13 and later have no such fault)"
    exit 1
fi
