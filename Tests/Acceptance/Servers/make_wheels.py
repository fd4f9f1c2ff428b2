"""Makes wheels of a package `greeting` in the folder argv[1], one for each version that follows: nothing to download."""

import os
import sys
import zipfile

folder, *versions = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
for version in versions:
    info = f"greeting-{version}.dist-info"
    with zipfile.ZipFile(f"{folder}/greeting-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("greeting.py", f"version = '{version}'\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: greeting\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
