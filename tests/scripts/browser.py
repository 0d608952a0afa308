"""A real browser for tests: Debian's Chromium, spoken to over its debugging pipe.

The Chrome DevTools Protocol (https://chromedevtools.github.io/devtools-protocol/), JSON messages with
a NUL behind each, on file descriptors 3 and 4: nothing but the standard library is needed.

    with Browser() as browser, Server(folder) as server:
        page = browser.page(width=1280, height=800)
        page.open(server.url + "/fr/")
        page.key("/")
        page.type("imap")
        page.wait("document.querySelector('[role=option]')")
        self.assertEqual(page.errors, [])

No other host is ever asked: requests to anything but loopback and file: fail.
"""

import base64
import fcntl
import functools
import http.server
import json
import os
import select
import shutil
import subprocess
import tempfile
import threading
import time

CHROMIUM = shutil.which("chromium")
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")

# name → (key, code, Windows key code, text)
KEYS = {
    "Enter": ("Enter", "Enter", 13, "\r"), "Tab": ("Tab", "Tab", 9, ""), "Escape": ("Escape", "Escape", 27, ""),
    "Space": (" ", "Space", 32, " "), "Backspace": ("Backspace", "Backspace", 8, ""), "Delete": ("Delete", "Delete", 46, ""),
    "ArrowLeft": ("ArrowLeft", "ArrowLeft", 37, ""), "ArrowUp": ("ArrowUp", "ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", "ArrowRight", 39, ""), "ArrowDown": ("ArrowDown", "ArrowDown", 40, ""),
    "Home": ("Home", "Home", 36, ""), "End": ("End", "End", 35, ""), "PageUp": ("PageUp", "PageUp", 33, ""),
    "PageDown": ("PageDown", "PageDown", 34, ""),
}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}


class Failed(Exception):
    """The browser refused, a script threw, or something that was waited for never came."""


class Browser:
    def __init__(self, *flags):
        self.room = tempfile.TemporaryDirectory(prefix="portolan-browser-", ignore_cleanup_errors=True)
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        # Away from 3 and 4 themselves, which become the child's ends.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, to_write)]
        os.close(to_read)
        os.close(to_write)

        def place():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir=" + self.room.name,
             "--remote-debugging-pipe", *flags],
            preexec_fn=place, pass_fds=(3, 4), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for end in ends:
            os.close(end)
        self._bytes = b""
        self._number = 0
        self._pages = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        try:
            self.send("Browser.close")
            self.process.wait(10)
        except (Failed, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self._to)
        os.close(self._from)
        self.room.cleanup()

    def _message(self, seconds):
        """The next message, or None when none comes in time."""
        until = time.monotonic() + seconds
        while b"\0" not in self._bytes:
            ready, _, _ = select.select([self._from], [], [], max(0, until - time.monotonic()))
            if not ready:
                return None
            more = os.read(self._from, 1 << 20)
            if not more:
                raise Failed("the browser has ended")
            self._bytes += more
        message, self._bytes = self._bytes.split(b"\0", 1)
        return json.loads(message)

    def pump(self, seconds=0.0):
        """Hand events to their pages; returns the answer that came instead, if one did."""
        message = self._message(seconds)
        if message is not None and "method" in message and message.get("sessionId") in self._pages:
            self._pages[message["sessionId"]].event(message["method"], message["params"])
        return message

    def post(self, method, session=None, **parameters):
        """Say it and wait for no answer; gives the message's number."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data):]
        return self._number

    def send(self, method, session=None, **parameters):
        number = self.post(method, session, **parameters)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            answer = self.pump(1)
            if answer is not None and answer.get("id") == number:
                if "error" in answer:
                    raise Failed("%s: %s" % (method, answer["error"]["message"]))
                return answer["result"]
        raise Failed("%s: no answer" % method)

    def page(self, width=1280, height=800, **features):
        """A new tab, in a profile of its own: nothing is remembered from the others."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, target, session)
        self._pages[session] = page
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.send(domain + ".enable")
        page.look(width, height, **features)
        return page


class Page:
    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session
        self.errors = []    # what the console says: exceptions, errors, warnings, refused by policy
        self.requests = {}  # number → {"url", "type", "status", "bytes": as sent, with headers}
        self.loaded = False

    def send(self, method, **parameters):
        return self.browser.send(method, self.session, **parameters)

    def event(self, method, said):
        if method == "Runtime.exceptionThrown":
            details = said["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
            self.errors.append(" ".join(str(a.get("value", a.get("description"))) for a in said["args"]))
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.errors.append("%s %s" % (said["entry"]["text"], said["entry"].get("url", "")))
        elif method == "Network.requestWillBeSent":
            self.requests[said["requestId"]] = {"url": said["request"]["url"], "type": said.get("type"), "status": 0, "bytes": 0}
        elif method == "Network.responseReceived" and said["requestId"] in self.requests:
            self.requests[said["requestId"]]["status"] = said["response"]["status"]
        elif method == "Network.loadingFinished" and said["requestId"] in self.requests:
            self.requests[said["requestId"]]["bytes"] = int(said["encodedDataLength"])
        elif method == "Page.javascriptDialogOpening":
            self.errors.append("dialog: " + said["message"])
            self.browser.post("Page.handleJavaScriptDialog", self.session, accept=False)
        elif method == "Page.loadEventFired":
            self.loaded = True

    def forget(self):
        """Forget errors and requests so far."""
        self.errors.clear()
        self.requests.clear()

    def look(self, width=1280, height=800, phone=False, dark=False, media="", reduced_motion=False, scale=1, forced_colors=False):
        """The window and what it prefers; `media="print"` shows the page as printed."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=phone)
        self.send("Emulation.setTouchEmulationEnabled", enabled=phone)
        self.send("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if reduced_motion else "no-preference"},
            {"name": "forced-colors", "value": "active" if forced_colors else "none"}])

    def without_scripts(self, off=True):
        self.send("Emulation.setScriptExecutionDisabled", value=off)

    def slow(self, latency=0, bytes_per_second=-1):
        """A network with this latency in milliseconds; -1 is as fast as it goes."""
        self.send("Network.emulateNetworkConditions", offline=False, latency=latency,
                  downloadThroughput=bytes_per_second, uploadThroughput=bytes_per_second)

    def open(self, url, seconds=20):
        """Returns when everything that the page names is loaded."""
        self.loaded = False
        answer = self.send("Page.navigate", url=url)
        if answer.get("errorText"):
            raise Failed("%s: %s" % (url, answer["errorText"]))
        if answer.get("loaderId"):  # none: only the fragment has changed
            self._until(lambda: self.loaded, seconds, url + " did not load")

    def reload(self, seconds=20):
        self.loaded = False
        self.send("Page.reload")
        self._until(lambda: self.loaded, seconds, "the page did not load again")

    def _until(self, holds, seconds, complaint):
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                raise Failed(complaint)
            self.browser.pump(0.02)

    def settle(self, seconds=0.3):
        """Take what still happens, until nothing has for that long."""
        while self.browser.pump(seconds) is not None:
            pass

    def evaluate(self, expression):
        """The value of a script, as JSON has it; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Failed(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait(self, expression, seconds=40):
        """Until the expression is true; gives what it became."""
        until = time.monotonic() + seconds
        while True:
            try:
                value = self.evaluate("(() => { const v = (%s); return v instanceof Node ? true : v; })()" % expression)
            except Failed as failure:
                if "navigated" not in str(failure):  # the page that was asked is gone: the next one answers
                    raise
                value = None
            if value:
                return value
            if time.monotonic() > until:
                raise Failed("never true: " + expression)
            self.browser.pump(0.02)

    def text(self, selector):
        """What the first such element shows, or None."""
        return self.evaluate("document.querySelector(%s)?.innerText" % json.dumps(selector))

    def texts(self, selector):
        return self.evaluate("[...document.querySelectorAll(%s)].map(e => e.innerText)" % json.dumps(selector))

    def focused(self):
        """The focused element as "tag#id.class", or "body"."""
        return self.evaluate("(e => e.localName + (e.id && '#' + e.id) + [...e.classList].map(c => '.' + c).join(''))(document.activeElement)")

    def key(self, name):
        """One key: "a", "/", "Enter", "Shift+Tab", "Control+k"."""
        *held, last = name.split("+") if len(name) > 1 else [name]
        modifiers = sum(MODIFIERS[h] for h in held)
        key, code, number, text = KEYS.get(last) or (last, "Key" + last.upper() if last.isalpha() else "",
                                                ord(last.upper()) if last.isalnum() else 0, last)
        if modifiers & ~MODIFIERS["Shift"]:
            text = ""
        down = dict(key=key, code=code, windowsVirtualKeyCode=number, modifiers=modifiers)
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **down)
        self.send("Input.dispatchKeyEvent", type="keyUp", **down)

    def keys(self, *names):
        for name in names:
            self.key(name)

    def type(self, text):
        """Letter by letter where the focus is."""
        for letter in text:
            if letter.isascii():
                self.key(letter if letter != " " else "Space")
            else:
                self.send("Input.insertText", text=letter)

    def click(self, selector):
        """In the middle of what is seen of the first such element."""
        place = self.evaluate("""(e => { if (!e) return null; e.scrollIntoView({block: 'center', behavior: 'instant'});
            const r = e.getClientRects()[0]; return r ? [r.x + r.width / 2, r.y + r.height / 2] : null; })(document.querySelector(%s))""" % json.dumps(selector))
        if place is None:
            raise Failed("nothing to click: " + selector)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="none" if kind == "mouseMoved" else "left",
                      clickCount=0 if kind == "mouseMoved" else 1)

    def screenshot(self, path, whole=False):
        """A PNG of the window, or of the whole page."""
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole, **(
            {"clip": dict(zip(("x", "y", "width", "height", "scale"), self.evaluate(
                "[0, 0, document.documentElement.scrollWidth, document.documentElement.scrollHeight, 1]")))} if whole else {}))
        with open(path, "wb") as out:
            out.write(base64.b64decode(data["data"]))

    def accessibility(self):
        """What a screen reader is told: (role, name) of every node that isn't ignored."""
        nodes = self.send("Accessibility.getFullAXTree")["nodes"]
        return [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]]

    def close(self):
        self.browser.send("Target.closeTarget", targetId=self.target)
        self.browser._pages.pop(self.session, None)


class _Files(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".html": "text/html; charset=utf-8",
                      ".js": "text/javascript; charset=utf-8",
                      ".json": "application/json", ".webp": "image/webp", ".avif": "image/avif", "": "application/octet-stream"}
    policy = POLICY

    def end_headers(self):
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def send_error(self, code, *arguments, **more):
        page = os.path.join(self.directory, "404.html")
        if code != 404 or not os.path.exists(page):
            return super().send_error(code, *arguments, **more)
        with open(page, "rb") as file:
            body = file.read()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        self.server.asked.append(self.path)

    def log_message(self, *_):
        pass


class Server:
    """A plain static host on loopback, uncompressed, with a strict Content-Security-Policy ("" for none)."""

    def __init__(self, folder, policy=POLICY):
        handler = functools.partial(type("Files", (_Files,), {"policy": policy}), directory=folder)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.asked = self.server.asked = []  # the paths of all requests, those of workers too
        self.url = "http://127.0.0.1:%d" % self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
