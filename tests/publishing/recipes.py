"""Runs the shell lines of the recipes for GitHub and GitLab and of the action in an archive made by
`ssg init`, against a local server that answers 200, 404, 503, a login page, a redirect to one, or nothing.

    SSG=target/debug/ssg tests/publishing/recipes.py
"""

import hashlib
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs/publishing"
SSG = pathlib.Path(os.environ["SSG"]).resolve()
LOGIN = b"<!DOCTYPE html><title>Login</title><form></form>"
faults = []


class Server(http.server.BaseHTTPRequestHandler):
    answer, manifest = "404", b""

    def do_GET(self):
        status, body = 200, self.manifest
        if self.answer == "redirect" and self.path != "/login":
            self.send_response(302)
            self.send_header("Location", "/login")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.answer in ("login", "redirect"):
            body = LOGIN
        elif self.answer in ("404", "503"):
            status, body = int(self.answer), b"error"
        self.send_response(status)
        # Keeps curl from waiting between its attempts.
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def expand(value, job):
    """A job with what it extends."""
    base = value.get(job.get("extends"), {})
    return {**base, **job}


def github_steps(recipe):
    """The steps of a workflow that build, or those of an action."""
    return recipe["runs"]["steps"] if "runs" in recipe else recipe["jobs"]["build"]["steps"]


def github_lines(recipe, install):
    """The shell lines of the steps that install the program, or of those after it."""
    return [step["run"] for step in github_steps(recipe) if "run" in step and ("Install" in step["name"]) == install]


def run(shell, text, folder, env):
    """Runs shell lines as the two services do. Returns the exit code and the output."""
    result = subprocess.run([*shell, "-e", "-c", text], cwd=folder, env=env, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def run_github(recipe, folder, env):
    env_file = folder / ".github-env"
    env_file.write_text("")
    output = ""
    for text in github_lines(recipe, install=False):
        exported = dict(line.split("=", 1) for line in env_file.read_text().splitlines())
        code, text = run(["bash"], text, folder, {**env, **exported, "GITHUB_ENV": str(env_file)})
        output += text
        if code != 0:
            return code, output
    return 0, output


def run_gitlab(recipe, folder, env, job, shell):
    return run([shell], "\n".join(expand(recipe, recipe[job])["script"]), folder, env)


def expect(what, got, code, pattern):
    ok = (got[0] == 0) == (code == 0) and re.search(pattern, got[1])
    if not ok:
        faults.append(f"{what}: exit code {got[0]}, expected {code} and /{pattern}/\n{got[1]}")


def check_shape(github, gitlab, action, caller):
    """What the text of the recipes must say."""
    for name, recipe in (("GitHub", github), ("caller of the action", caller)):
        if "write" in str(recipe["permissions"]):
            faults.append(f"{name}: every job may write")
        writers = [job for job, value in recipe["jobs"].items() if "write" in str(value.get("permissions"))]
        deployers = [job for job, value in recipe["jobs"].items() if "deploy-pages" in str(value["steps"])]
        if writers != ["deploy"] or deployers != ["deploy"]:
            faults.append(f"{name}: {writers} may publish, {deployers} do")
    for name, recipe in (("GitHub", github), ("action", action)):
        upload = [step for step in github_steps(recipe) if "upload-pages" in step.get("uses", "")]
        if [step["with"].get("include-hidden-files") for step in upload] != [True]:
            faults.append(f"{name}: dot-files are left out")
    # An input that is put into shell lines as text could run as a command.
    if "${{" in "".join(step.get("run", "") for step in github_steps(action)):
        faults.append("action: an expression in shell lines")
    publishers = [name for name, job in gitlab.items() if isinstance(job, dict) and "artifacts" in expand(gitlab, job)]
    if publishers != ["pages"]:
        faults.append(f"GitLab: {publishers} publish")
    for name, text in (("GitHub", str(github)), ("GitLab", str(gitlab))):
        for pattern in ("SSG_VERSION", "'cache|actions/cache", "install --locked --path", r"(rust:|RUST_VERSION': ')1\.\d+"):
            if not re.search(pattern, text):
                faults.append(f"{name}: no {pattern}")


def check_archive(github, gitlab, action, work, server):
    """Runs the recipes in a new archive, with each answer."""
    base = f"http://127.0.0.1:{server.server_port}"
    archive = work / "kho"
    subprocess.run([SSG, "init", "-q", archive], check=True)
    home = work / "home"
    for folder in (home / ".ssg/bin", archive / ".ssg/bin"):
        folder.mkdir(parents=True)
        (folder / "ssg").symlink_to(SSG)
    # A cargo that fails shows that no recipe compiles in the archive's folder.
    (home / "bin").mkdir()
    (home / "bin/cargo").write_text("#!/bin/sh\necho 'cargo was called'; exit 9\n")
    (home / "bin/cargo").chmod(0o755)
    env = {"HOME": str(home), "PATH": f"{home}/bin:{os.environ['PATH']}", "CI_PAGES_URL": f"{base}/"}
    settings = archive / "content/site.yaml"
    text = settings.read_text()
    page = archive / "content/pages/da-dang.md"
    page.write_text("---\ntitle: Đã đăng\n---\n\nMột trang.\n")

    def both(what, code, pattern, env=env):
        runs = {"GitHub": lambda: run_github(github, archive, env), "action": lambda: run_github(action, archive, env)}
        for job in ("check", "pages"):
            for shell in ("bash", "dash"):
                runs[f"GitLab {job} {shell}"] = lambda job=job, shell=shell: run_gitlab(gitlab, archive, env, job, shell)
        for name, one in runs.items():
            shutil.rmtree(archive / "public", ignore_errors=True)
            (archive / "published.json").unlink(missing_ok=True)
            got = one()
            expect(f"{name}, {what}", got, code, pattern)
            is_built = (archive / "public/index.html").is_file()
            if is_built != (code == 0):
                faults.append(f"{name}, {what}: a site was{'' if is_built else ' not'} built")
            if is_built and not (archive / "public/.nojekyll").is_file():
                faults.append(f"{name}, {what}: no .nojekyll")

    for written in (f'{base}/kho/', f'"{base}/kho" # ghi chú'):
        settings.write_text(f"{text}\nbase_url: {written}\n")
        Server.answer = "404"
        both("404", 0, "lost records are not looked for")
    Server.manifest = (archive / "public/ssg-manifest.json").read_bytes()
    Server.answer = "200"
    both("200", 0, "")
    for answer, pattern in (("503", "answers 503"), ("login", "published.json"), ("redirect", "published.json")):
        Server.answer = answer
        both(answer, 1, pattern)
    Server.answer = "200"
    page.rename(archive / "content/pages/ten-moi.md")
    both("a lost record", 1, "/da-dang/")
    (archive / "content/pages/ten-moi.md").rename(page)
    settings.write_text(f"{text}\nbase_url: http://127.0.0.1:1/\n")
    both("nothing", 1, "curl")
    settings.write_text(text)
    got = run_github(github, archive, env)
    expect("GitHub, without base_url", got, 1, "base_url is missing")
    got = run_gitlab(gitlab, archive, env, "pages", "bash")
    expect("GitLab, without base_url", got, 0, "")


def check_install(github, gitlab, work):
    """Runs the lines that install the program, with a cargo that only copies it."""
    sources, tools = work / "sources", work / "tools"
    tools.mkdir()
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.vn", "-C", str(sources)]
    subprocess.run(["git", "init", "-q", str(sources)], check=True)
    (sources / "Cargo.toml").write_text("")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    subprocess.run([*git, "tag", "v0.1.0"], check=True)
    (tools / "cargo").write_text(
        '#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --path) from=$2 ;; --root) to=$2 ;; esac; shift; done\n'
        f'[ -f "$from/Cargo.toml" ] && mkdir -p "$to/bin" && ln -s {SSG} "$to/bin/ssg"\n'
    )
    for tool in ("rustup", "apt-get"):
        (tools / tool).write_text("#!/bin/sh\n")
    for tool in tools.iterdir():
        tool.chmod(0o755)
    gitlab_lines = [line.replace("/tmp/ssg", str(work / "gitlab-clone")) for line in expand(gitlab, gitlab["pages"])["before_script"]]
    for name, lines, pinned in (("GitHub", github_lines(github, install=True), github["env"]), ("GitLab", gitlab_lines, gitlab["variables"])):
        home, archive = work / f"{name}-home", work / f"{name}-archive"
        home.mkdir()
        subprocess.run([SSG, "init", "-q", archive], check=True)
        env = {**pinned, "HOME": str(home), "RUNNER_TEMP": str(home), "PATH": f"{tools}:{os.environ['PATH']}", "SSG_REPOSITORY": str(sources)}
        expect(f"{name}, install", run(["bash"], "\n".join(lines), archive, env), 0, "")
        program = (home if name == "GitHub" else archive) / ".ssg/bin/ssg"
        if not program.exists():
            faults.append(f"{name}: the program is not where the recipe runs it")


def check_action_install(action, work, server):
    """Runs the line of the action that installs the program: compiled by a cargo that only copies it,
    and downloaded with a right and a wrong checksum."""
    [lines] = github_lines(action, install=True)
    packed = work / "packed/ssg-0.1.0-linux-x86_64/bin"
    packed.mkdir(parents=True)
    shutil.copy(SSG, packed / "ssg")
    subprocess.run(["tar", "-czf", work / "ssg.tar.gz", "-C", work / "packed", "ssg-0.1.0-linux-x86_64"], check=True)
    Server.answer, Server.manifest = "200", (work / "ssg.tar.gz").read_bytes()
    digest = hashlib.sha256(Server.manifest).hexdigest()
    address = f"http://127.0.0.1:{server.server_port}/ssg.tar.gz"
    for name, program, sha256, code in (
        ("compiled", "", "", 0), ("downloaded", address, digest, 0), ("a wrong checksum", address, "0" * 64, 1), ("no checksum", address, "", 1),
    ):
        home = work / f"action-{name}"
        home.mkdir()
        env = {"HOME": str(home), "RUNNER_TEMP": str(home), "PATH": f"{work}/tools:{os.environ['PATH']}", "PROGRAM": program, "SHA256": sha256, "SOURCES": str(work / "sources")}
        expect(f"action, {name}", run(["bash"], lines, home, env), code, "")
        if (home / ".ssg/bin/ssg").exists() != (code == 0):
            faults.append(f"action, {name}: the program is{'' if code else ' not'} installed")


def main():
    github = yaml.safe_load((DOCS / "github-pages.yml").read_text())
    gitlab = yaml.safe_load((DOCS / "gitlab-pages.yml").read_text())
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    check_shape(github, gitlab, action, yaml.safe_load((DOCS / "github-action.yml").read_text()))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as work:
        check_archive(github, gitlab, action, pathlib.Path(work), server)
        check_install(github, gitlab, pathlib.Path(work))
        check_action_install(action, pathlib.Path(work), server)
    for fault in faults:
        print(f"FAULT {fault}")
    print(f"tests/publishing: {len(faults)} faults in the recipes for GitHub and GitLab and in the action")
    sys.exit(bool(faults))


main()
