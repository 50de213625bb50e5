"""`ssg desk`: kills during saves, and disks that fill up while a record is saved."""

import hashlib
import http.client
import json
import os
import random
import re
import subprocess
import time
from contextlib import contextmanager
from urllib.parse import quote

import harness
from harness import mounted, remount, scratch

PATH = "content/pages/a.md"


def run(table, full, times, reports):
    kills(table, times or (1000 if full else 5))
    full_disk(table, times or (100 if full else 5))


def text(number):
    """A text that takes a while to write."""
    return f"---\ntitle: Trang {number}\n---\n\n" + f"Dòng {number} của một trang.\n\n" * 2000


class Desk:
    """A running desk and its tokens."""

    def __init__(self, site):
        args = [harness.SSG, "desk", "--no-open", "--lang", "en", "--port", "18131", str(site)]
        self.child = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        found = re.search(r"http://([^/]+)(/\?token=\w+)", self.child.stdout.readline())
        self.host = found[1]
        head, _ = self.request("GET", found[2])
        self.cookie = head["set-cookie"].split(";")[0]
        _, page = self.request("GET", "/")
        self.token = re.search(r'name="ssg-token" content="(\w+)"', page)[1]

    def request(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=300)
        headers = {}
        if hasattr(self, "cookie"):
            headers["Cookie"] = self.cookie
        if body is not None:
            headers |= {"Origin": f"http://{self.host}", "X-Ssg-Token": self.token, "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        self.status = answer.status
        return answer.headers, answer.read().decode()

    def save(self, new, old):
        """The status and the message of a save."""
        value = {"path": PATH, "text": new, "digest": hashlib.sha256(old.encode()).hexdigest()}
        _, answer = self.request("POST", "/api/save", json.dumps(value))
        return self.status, json.loads(answer or "{}").get("message", "")

    def load(self):
        _, answer = self.request("GET", f"/api/source?path={quote(PATH)}")
        return json.loads(answer)["text"]


@contextmanager
def opened(site):
    desk = Desk(site)
    try:
        yield desk
    finally:
        desk.child.kill()
        desk.child.wait()


def write(site, value):
    target = site / PATH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(value)
    (site / "content/site.yaml").write_text("title: Kho thử\n")


def kills(table, times):
    """`kill -9` while a record of 60 KiB is saved: the file is the old or the new one."""
    chance = random.Random(harness.SEED)
    torn = replaced = lost = 0
    with scratch() as at:
        old = text(0)
        write(at, old)
        for number in range(1, times + 1):
            new = text(number)
            with opened(at) as desk:
                killer = subprocess.Popen(["sh", "-c", f"sleep {chance.uniform(0, 0.15):.4f}; kill -9 {desk.child.pid}"])
                try:
                    is_saved = desk.save(new, old)[0] == 200
                except (OSError, http.client.HTTPException):
                    is_saved = False
                killer.wait()
            found = (at / PATH).read_text()
            torn += found not in (old, new)
            lost += is_saved and found != new
            replaced += found == new
            old = found
        with opened(at) as desk:
            again = desk.save(text(times + 1), old)[0] == 200
    table.row(
        "desk", "`kill -9` while a record is saved",
        f"{times} kills, {replaced} after the file was replaced: {torn} torn, {lost} reported as saved and not saved, saves again {again}",
        torn == lost == 0 and again,
    )


def full_disk(table, times):
    """The disk of the sources fills up at a random byte of a save."""
    hazard = "disk full while a record is saved"
    chance = random.Random(harness.SEED)
    with scratch() as at, mounted(at / "disk", "-t", "tmpfs", "-o", "size=16m", "tmpfs") as made:
        if not made:
            table.row("desk", hazard, "this process may not mount", None)
            return
        disk = at / "disk"
        old = text(0)
        write(disk, old)
        kept = reported = cleared = readable = again = 0
        with opened(disk) as desk:
            for number in range(1, times + 1):
                new = text(number)
                used = os.statvfs(disk)
                used = (used.f_blocks - used.f_bfree) * used.f_frsize
                remount(disk, f"size={used + chance.randrange(0, len(new.encode()) - 4096)}")
                status, message = desk.save(new, old)
                reported += status == 500 and "No space left" in message and PATH in message
                kept += (disk / PATH).read_text() == old
                cleared += not list(disk.rglob(".ssg-new-*"))
                readable += desk.load() == old
                remount(disk, "size=16m")
                again += desk.save(new, old)[0] == 200
                old = new
        table.row(
            "desk", hazard,
            f"{times}: old file unchanged {kept}, reports path and cause {reported}, nothing left behind {cleared}, "
            f"still served {readable}, saved once there is room {again}",
            kept == reported == cleared == readable == again == times,
        )
