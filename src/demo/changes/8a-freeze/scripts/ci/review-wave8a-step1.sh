#!/usr/bin/env bash
set -euo pipefail
base="${BASE_REF:-origin/main}"
git diff --name-only "$base"...HEAD
