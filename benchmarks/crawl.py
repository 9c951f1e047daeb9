"""A crawl of many simulated hosts on loopback: does it keep up with its politeness settings, and
does its memory stay put?

    .venv/bin/python benchmarks/crawl.py                                        20 hosts of 20
    pages: seconds
    .venv/bin/python benchmarks/crawl.py --hosts 200 --pages 100 --pace 60      20,000 pages: about
    two minutes

Every host is an address of its own (127.1.0.1, 127.1.0.2, ...) answered by one server process; the
crawl runs in another, whose
largest memory is measured. Half of a host's pages are articles, half the files they announce; list
pages come on top.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from budgetflow.archive.objects import Archive
from budgetflow.crawl.run import crawl
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

PER_LIST = 20
FILE_BYTES = 60_000


class Hosts(BaseHTTPRequestHandler):
    """All hosts: a list of articles, articles with one file each, files that differ by host and
    number.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    articles = 10

    def do_GET(self) -> None:
        name, _, ending = self.path.rsplit("/", 1)[-1].partition(".")
        if self.path == "/robots.txt":
            self.answer(b"User-agent: *\nAllow: /\n", "text/plain")
        elif name.startswith("index"):
            self.answer(
                self.listing(int(name.partition("_")[2] or 0)).encode(), "text/html; charset=utf-8"
            )
        elif ending == "pdf":
            body = f"%PDF-1.4 {self.headers['Host']} {name} ".encode()
            self.answer(body + b"x" * (FILE_BYTES - len(body)), "application/pdf")
        else:
            title = f"{self.headers['Host']}第{name}局2026年部门预算公开"
            meta = (
                f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" '
                f'content="2026-02-12">'
            )
            words = "<p>根据预算法的规定，现将有关情况予以公开。</p>" * 60
            page = (
                f"<html><head>{meta}</head><body><h1>{title}</h1>{words}<a "
                f'href="{name}.pdf">{title}.pdf</a></body></html>'
            )
            self.answer(page.encode(), "text/html; charset=utf-8")

    def listing(self, number: int) -> str:
        names = range(number * PER_LIST, min((number + 1) * PER_LIST, self.articles))
        rows = "".join(
            (
                f"<li><a "
                f'href="{name}.html">第{name}局2026年部门预算公开</a><span>2026-02-12</span></li>'
            )
            for name in names
        )
        following = (
            f'<a href="index_{number + 1}.html">下一页</a>'
            if (number + 1) * PER_LIST < self.articles
            else ""
        )
        return (
            f"<html><head><title>部门预算</title></head><body><ul>{rows}</ul><div>{following}<"
            f"/div></body></html>"
        )

    def answer(self, body: bytes, media: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512


def serve(pipe: Connection, articles: int) -> None:
    Hosts.articles = articles
    server = Server(("0.0.0.0", 0), Hosts)
    pipe.send(server.server_port)
    server.serve_forever()


def crawl_hosts(pipe: Connection, port: int, hosts: int, pace: float, threads: int) -> None:
    names = [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(hosts)]
    sources = [
        Source(
            id=f"host-{number}",
            name="某市财政预决算",
            region_code="650104",
            start_urls=(f"http://{name}:{port}/yjs/index.html",),
            max_pages=2000,
        )
        for number, name in enumerate(names)
    ]
    settings = Settings(allow_hosts=names, requests_per_minute=pace, crawl_threads=threads)
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.monotonic()
        report = crawl(sources, Archive(Path(folder) / "archive"), Path(folder) / "state", settings)
        seconds = time.monotonic() - started
        report.acknowledge()
        quiet = time.monotonic()
        again = crawl(sources, Archive(Path(folder) / "archive"), Path(folder) / "state", settings)
        counts = {
            "seconds": round(seconds, 1),
            "requests": sum(count.requests for count in report.hosts.values()),
            "megabytes": round(sum(count.bytes for count in report.hosts.values()) / 1e6, 1),
            "found": len(report.found),
            "failures": len(report.failures),
            "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
            "peak_before_mib": round(before / 1024, 1),
            "cpu_seconds": round(time.process_time(), 1),
            "quiet_night_seconds": round(time.monotonic() - quiet, 1),
            "quiet_night_requests": sum(count.requests for count in again.hosts.values()),
        }
    pipe.send(counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument(
        "--pages", type=int, default=20, help="articles and files a host, half each"
    )
    parser.add_argument(
        "--pace",
        type=float,
        default=600.0,
        help="requests a minute and host that politeness allows",
    )
    parser.add_argument("--threads", type=int, default=0, help="hosts asked at a time; 0: all")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    articles = chosen.pages // 2
    spawn = multiprocessing.get_context("spawn")
    ports, port_end = spawn.Pipe(duplex=False)
    server = spawn.Process(target=serve, args=(port_end, articles), daemon=True)
    server.start()
    port = ports.recv()
    results, result_end = spawn.Pipe(duplex=False)
    crawler = spawn.Process(
        target=crawl_hosts,
        args=(result_end, port, chosen.hosts, chosen.pace, chosen.threads or chosen.hosts),
    )
    crawler.start()
    counts = results.recv()
    crawler.join()
    server.terminate()
    expected = chosen.hosts * articles
    polite = counts["requests"] / chosen.hosts * 60 / chosen.pace
    counts |= {
        "expected": expected,
        "polite_seconds": round(polite, 1),
        "requests_a_second": round(counts["requests"] / counts["seconds"], 1),
    }
    if chosen.json:
        print(json.dumps(counts))
    else:
        print(
            f"{chosen.hosts} hosts, {expected * 2} pages: {counts['requests']} requests, "
            f"{counts['megabytes']} MB in {counts['seconds']} s"
        )
        print(
            f"politeness allows it in {counts['polite_seconds']} s; "
            f"{counts['requests_a_second']} requests a second; {counts['cpu_seconds']} s of CPU"
        )
        print(f"found {counts['found']} of {expected}, {counts['failures']} failures")
        print(f"memory: {counts['peak_before_mib']} MiB before, at most {counts['peak_mib']} MiB")
        print(
            f"quiet night: {counts['quiet_night_requests']} requests in "
            f"{counts['quiet_night_seconds']} s"
        )
    sys.exit(0 if counts["found"] == expected and not counts["failures"] else 1)


if __name__ == "__main__":
    main()
