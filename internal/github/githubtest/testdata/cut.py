#!/usr/bin/env python3
"""Cuts GitHub's description of its API to the paths that the fake server answers.

    npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
    python3 cut.py < package/generated/api.github.com.json > api.github.com.json
"""
import json
import sys

PATHS = ["/repos/{owner}/{repo}/commits/{ref}", "/rate_limit"]
KEEP = ["#/components/schemas/basic-error"]

whole = json.load(sys.stdin)
cut = {
    "openapi": whole["openapi"],
    "info": {
        "title": whole["info"]["title"],
        "version": whole["info"]["version"],
        "description": "Cut by cut.py from @octokit/openapi, Copyright (c) 2020 Octokit contributors, MIT License.",
    },
    "servers": whole["servers"],
    "paths": {},
    "components": {},
}


def trim(node):
    """Leaves out what says nothing about an answer."""
    if isinstance(node, dict):
        return {k: trim(v) for k, v in node.items()
                if k not in ("example", "examples", "x-github", "x-octokit", "externalDocs", "tags")}
    if isinstance(node, list):
        return [trim(v) for v in node]
    return node


def pull(ref):
    _, _, kind, name = ref.split("/")
    section = cut["components"].setdefault(kind, {})
    if name not in section:
        section[name] = trim(whole["components"][kind][name])
        follow(section[name])


def follow(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            pull(node["$ref"])
        for v in node.values():
            follow(v)
    elif isinstance(node, list):
        for v in node:
            follow(v)


for path in PATHS:
    cut["paths"][path] = {"get": trim(whole["paths"][path]["get"])}
    follow(cut["paths"][path])
for ref in KEEP:
    pull(ref)
json.dump(cut, sys.stdout, indent=1, sort_keys=True)
print()
