"""Stands in for GitHub, as far as the form asks it: who you are, the texts, a branch, a commit, a pull request.

The questions and answers are those of its documentation: https://docs.github.com/en/rest and /en/graphql.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from hashlib import sha1
from typing import Any

from playwright.sync_api import Route

API = "https://api.github.com"
_FILE = re.compile(r'(content_\d+): object\(oid: "([0-9a-f]+)"\)')
_HISTORY = re.compile(r"(commit_\d+):\s*ref\(")
_STATE = re.compile(r"(commit_\d+):\s*object\(")
_PATH = re.compile(r'(file_\d+): file\(path: "([^"]+)"\)')
_HEAD = "1" * 40
_DAY = "2026-11-22T12:00:00Z"


class Forge:
    """One project on GitHub, kept in memory."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Begins with the texts on the branch `main`."""
        self.files = dict(files)
        self.blobs = {_digest(text): text for text in files.values()}
        self.branches: dict[str, dict[str, str]] = {}
        self.messages: list[str] = []
        self.pulls: list[dict[str, Any]] = []
        self.labels: list[str] = []
        self.tokens: set[str] = set()
        self.unknown: list[str] = []

    def answer(self, route: Route) -> None:
        """Answers one question of the form, as a server elsewhere answers a page."""
        request = route.request
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
        if request.method == "OPTIONS":
            allowed = {"Access-Control-Allow-Headers": "*, Authorization", "Access-Control-Allow-Methods": "*"}
            route.fulfill(status=204, headers=headers | allowed)
            return
        self.tokens.add(request.headers.get("authorization", ""))
        path = request.url.removeprefix(API)
        said = json.loads(request.post_data or "{}")
        found = self._graph(said) if path == "/graphql" else self._rest(request.method, path, said)
        if found is None:
            self.unknown.append(f"{request.method} {path} {request.post_data or ''}"[:300])
            route.fulfill(status=404, headers=headers, body="{}")
            return
        route.fulfill(status=200, headers=headers, body=json.dumps(found))

    def _rest(self, method: str, path: str, said: Mapping[str, Any]) -> Any:
        if path == "/user":
            return {"id": 7, "login": "redactie", "name": "Redactie", "email": "r@wijk.example", "avatar_url": ""}
        rest = path.removeprefix("/repos/gemeente/wijk/")
        if rest == "collaborators/redactie":
            return {}
        if rest.startswith("git/trees/"):
            rows = [
                {"type": "blob", "path": name, "sha": _digest(text), "size": len(text.encode())}
                for name, text in self.files.items()
            ]
            return {"tree": rows}
        if (method, rest) == ("POST", "pulls"):
            self.pulls.append(dict(said))
            number = len(self.pulls)
            return {
                "number": number,
                "node_id": f"PR_{number}",
                "title": said["title"],
                "html_url": "https://x.example",
                "head": {"sha": "2" * 40},
                "created_at": _DAY,
                "updated_at": _DAY,
            }
        if (method, rest) == ("POST", f"issues/{len(self.pulls)}/labels"):
            self.labels += said["labels"]
            return []
        return None

    def _graph(self, said: Mapping[str, Any]) -> Any:
        query, values = said["query"], said.get("variables", {}).get("input", {})
        if "createCommitOnBranch" in query:
            return {"data": {"createCommitOnBranch": {"commit": self._commit(query, values)}}}
        if "createRef" in query:
            self.branches[values["name"].removeprefix("refs/heads/")] = dict(self.files)
            return {"data": {"createRef": {"ref": {"name": values["name"]}}}}
        if "fork: repository" in query:
            return {"data": {"fork": {"id": "R_1"}, "base": {"ref": {"target": {"oid": _HEAD}}}}}
        return {"data": {"repository": self._repository(query)}}

    def _repository(self, query: str) -> Any:
        if "pullRequests(" in query:
            return {"pullRequests": {"nodes": [], "totalCount": 0}}
        if found := _FILE.findall(query):
            return {name: {"text": self.blobs[digest], "isTruncated": False} for name, digest in found}
        if found := _STATE.findall(query):
            return dict.fromkeys(found)
        author = {"name": "Redactie", "email": "r@wijk.example", "user": {"id": 7, "login": "redactie"}}
        if found := _HISTORY.findall(query):
            node = {"author": author, "committedDate": _DAY}
            return {name: {"target": {"history": {"nodes": [node]}}} for name in found}
        node = {"oid": _HEAD, "message": "Begin"}
        return {"ref": {"target": {"history": {"nodes": [node]}, "oid": _HEAD}}, "defaultBranchRef": {"name": "main"}}

    def _commit(self, query: str, values: Mapping[str, Any]) -> dict[str, Any]:
        branch = self.branches[values["branch"]["branchName"]]
        for row in values["fileChanges"]["additions"]:
            branch[row["path"]] = base64.b64decode(row["contents"]).decode()
        self.messages.append(values["message"]["headline"])
        oids = {name: {"oid": _digest(branch[path])} for name, path in _PATH.findall(query)}
        return {"oid": "2" * 40, "committedDate": _DAY, **oids}


def _digest(text: str) -> str:
    data = text.encode()
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
