"""Checks the lists of old addresses with the programs that read them: `redirects.map` with nginx, which
answers with the configuration of docs/publishing, and `_redirects` with the parser of Netlify.

    SSG=target/debug/ssg tests/publishing/redirects.py

Without nginx, or without the packages of tests/browser, the part is left out with a notice.
"""

import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SSG = pathlib.Path(os.environ["SSG"]).resolve()
HEAD = "dates: {from: 2023-08-18, to: 2023-08-20}\nlocations: [Lào Cai]\nlead: Phan Thanh Biên\ntopics: [du lịch]\n"
LESSON = "### Giữ chợ phiên {#bai-hoc-%d .practice}\n\nBan quản lý chợ Sa Pa họp với tiểu thương mỗi tháng một lần.\n"
SOURCES = {
    "content/site.yaml": "title: Kho thử\nbase_url: https://kho.example.vn/\ncouncils:\n"
    "  - {name: HĐND đặc khu Côn Đảo, aliases: [HĐND huyện Côn Đảo, /co-quan/hdnd-con-dao/]}\n",
    "content/pages/lien-he.md": "---\ntitle: Liên hệ\naliases: [/gioi-thieu/lien-he/]\n---\n\nVăn phòng.\n",
    "content/reports/2023/sa-pa.md": f"---\ntitle: Học tập tại Sa Pa\n{HEAD}"
    "aliases: [/bao-cao/2023/cu/, /bao-cao/2022/cu-hon/]\nlesson_aliases: {bai-hoc-1: bai-hoc-2}\n---\n\n"
    f"Đoàn đã đến nơi.\n\n{LESSON % 2}\n{LESSON % 3}",
}
# Parses a file and prints what the parser found.
PARSE = """
import { parseAllRedirects } from '@netlify/redirect-parser';
const found = await parseAllRedirects({ redirectsFiles: [process.argv[1]], configRedirects: [], minimal: true });
console.log(JSON.stringify(found));
"""
faults = []


def listed(site):
    """The old addresses and their targets as `_redirects` lists them."""
    lines = (site / "_redirects").read_text().splitlines()
    return [tuple(line.split()) for line in lines]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def get(port, path):
    """The status and the place of redirection of an address. Waits until the server listens."""
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path, headers={"Host": "kho.example.vn"})
            response = connection.getresponse()
            response.read()
            return response.status, response.getheader("Location")
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def check_nginx(site, work):
    """Asks nginx for each old address, and for the page that it leads to."""
    if not shutil.which("nginx"):
        print("not checked: redirects.map, because nginx is missing")
        return
    port = free_port()
    text = (ROOT / "docs/publishing/nginx.conf").read_text().replace("/srv/kho", str(site))
    text = re.sub(r"\n *listen \[[^\n]*", "", text.replace("listen 80;", f"listen 127.0.0.1:{port};"))
    (work / "site.conf").write_text(text)
    folders = "".join(f"{name}_temp_path {work}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {work}/pid; error_log {work}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {folders} include {work}/site.conf; }}\n"
    )
    server = subprocess.Popen(["nginx", "-c", work / "nginx.conf", "-e", work / "error.log"])
    try:
        for old, new, code in listed(site):
            status, location = get(port, old)
            path = re.sub(r"^https?://[^/]*", "", location or "")
            if status != int(code) or path != new:
                faults.append(f"nginx answers {old} with {status} {location}, not {code} {new}")
            status, _ = get(port, new.split("#")[0])
            if status != 200:
                faults.append(f"nginx answers {new} with {status}")
        # An address that is no old one is not redirected.
        for path, expected in (("/", 200), ("/bao-cao/2023/sa-pa/", 200), ("/khong-co/", 404)):
            if get(port, path)[0] != expected:
                faults.append(f"nginx answers {path} with {get(port, path)[0]}")
    finally:
        server.terminate()
        server.wait()
    print(f"nginx: {len(listed(site))} old addresses")


def check_parser(site):
    """Compares what the parser of Netlify reads with the list."""
    browser = ROOT / "tests/browser"
    if not (browser / "node_modules/@netlify/redirect-parser").is_dir():
        print("not checked: _redirects, because the packages of tests/browser are not installed")
        return
    command = ["node", "--input-type=module", "-e", PARSE, site / "_redirects"]
    output = subprocess.run(command, cwd=browser, capture_output=True, text=True, check=True).stdout
    found = json.loads(output)
    faults.extend(f"_redirects: {error}" for error in found["errors"])
    read = [(one["from"], one["to"], str(one["status"])) for one in found["redirects"]]
    if read != listed(site):
        faults.append(f"_redirects is read as {read}")
    print(f"parser of Netlify: {len(read)} old addresses")


def main():
    work = pathlib.Path(tempfile.mkdtemp())
    work.chmod(0o755)
    try:
        for path, text in SOURCES.items():
            (work / path).parent.mkdir(parents=True, exist_ok=True)
            (work / path).write_text(text)
        subprocess.run([SSG, "build", "--quiet", "--root", work, "--output-dir", work / "public"], check=True)
        site = work / "public"
        old = [line[0] for line in listed(site)]
        for expected in ("/bao-cao/2023/cu/", "/bao-cao/2023/cu/bai-hoc-3/", "/bao-cao/2023/sa-pa/bai-hoc-1/", "/co-quan/hdnd-con-dao/"):
            if expected not in old:
                faults.append(f"{expected} is not listed: {old}")
        check_nginx(site, work)
        check_parser(site)
    finally:
        shutil.rmtree(work)
    for fault in faults:
        print("FAILED", fault)
    sys.exit(bool(faults))


main()
