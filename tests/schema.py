#!/usr/bin/env python3
"""Validates front matter against `ssg schema` with an independent validator (python3-jsonschema).

    tests/schema.py SSG SITE...    SITE: a folder with content/; prints how many were validated
"""
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Loads YAML 1.2 as ssg does: dates, `no` and `on` are strings."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main():
    ssg, *sites = sys.argv[1:]
    validators = {}
    for subject in ("report", "plan", "page", "site", "front-matter"):
        schema = json.loads(subprocess.run([ssg, "schema", subject], check=True, capture_output=True).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[subject] = jsonschema.Draft202012Validator(schema)
    failed = count = 0

    def validate(subject, path, text):
        nonlocal failed, count
        data = yaml.load(text, Loader)
        for fault in validators[subject].iter_errors(data):
            failed += 1
            print(f"{path}: {subject}: {fault.json_path}: {fault.message[:200]}")
        count += 1

    for site in map(Path, sites):
        validate("site", site / "content/site.yaml", (site / "content/site.yaml").read_text("utf-8"))
        for folder, subject in (("reports", "report"), ("plans", "plan"), ("pages", "page")):
            for path in sorted((site / "content" / folder).rglob("*.md")):
                head = path.read_text("utf-8").split("\n---\n", 1)[0].removeprefix("---\n")
                validate(subject, path, head)
                validate("front-matter", path, head)
    # A schema that accepts everything would pass so far.
    for subject, bad in (
        ("report", {"title": "a", "dates": "2024-01-01", "provnce": "a"}),
        ("report", {"title": "a"}),
        ("report", {"title": "a", "dates": {"from": "hôm qua"}}),
        ("plan", {"title": "a", "batches": [{"theme": "a"}]}),
        ("site", {"title": "a", "language": "fr"}),
    ):
        if validators[subject].is_valid(bad):
            failed += 1
            print(f"{subject}: should not be valid: {bad}")
    print(f"{count} passed, {failed} failed")
    sys.exit(failed > 0 or count < 10)


main()
