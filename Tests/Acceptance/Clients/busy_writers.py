"""A hundred writers of one JSON file, careful ones: each adds a key of its own, again and again, and replaces the file whole.

They take turns by a lock among themselves, and know nothing of anybody else who writes the file.
Usage: busy_writers.py FILE WRITERS ROUNDS. Says 'go' when all have begun, and 'done' at the end.
"""
import json
import os
import sys
import threading

path, writers, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
turn = threading.Lock()
started = threading.Barrier(writers + 1)


def write(number):
    started.wait()
    for count in range(rounds):
        with turn:
            with open(path) as file:
                content = json.load(file)
            content.setdefault("writers", {}).setdefault(f"w{number}", []).append(count)
            draft = f"{path}.w{number}"
            with open(draft, "w") as file:
                json.dump(content, file, indent=2)
            os.rename(draft, path)


threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
for thread in threads:
    thread.start()
started.wait()
print("go", flush=True)
for thread in threads:
    thread.join()
print("done", flush=True)
