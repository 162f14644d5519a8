"""What a web server must be told, in its own words: headers, caching, the page for what is not there, redirects.

One list of headers serves all; a test holds a real server to it. Knows addresses, no pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from wijkverbinder.config import EDITOR, Editor

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""The Content-Security-Policy: nothing from elsewhere, nothing inline, in nobody's frame."""

YEAR = 31_536_000
"""Seconds in a year of 365 days: how long a browser keeps to HTTPS, and keeps what never changes."""

Headers = Mapping[str, str]
"""Headers by name."""

HEADERS: Headers = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Strict-Transport-Security": f"max-age={YEAR}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Sent with every answer. No `includeSubDomains`: what else stands on a host's domain is not for us to decide."""

_FORGES: Mapping[str, tuple[str, str, str]] = {
    "github": ("https://github.com", "https://api.github.com", "https://avatars.githubusercontent.com"),
    "gitlab": ("https://gitlab.com", "https://gitlab.com", "https://secure.gravatar.com"),
    "local": ("", "", ""),
}
"""Per service where the form in the browser keeps texts: its site, its interface, and where faces come from."""


def editor_policy(editor: Editor) -> dict[str, str]:
    """The Content-Security-Policy of the form in the browser; scripts come from the site alone, here too.

    It writes its own styles into the page, shows pictures before they are kept, and asks the service that keeps the
    texts.
    """
    _, interface, faces = _FORGES[editor.forge]
    if editor.server:
        parts = urlsplit(editor.server)
        interface = f"{parts.scheme}://{parts.netloc}"
        faces = f"{interface} {faces}"
    return {
        **POLICY,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' blob: data: {faces}".rstrip(),
        "media-src": "'self' blob:",
        "connect-src": f"'self' blob: data: {interface}".rstrip(),
    }


def meta_policy(editor: Editor) -> str:
    """That policy for the page itself, so that it also holds on a host that lets nobody set headers."""
    return _policy({name: value for name, value in editor_policy(editor).items() if name != "frame-ancestors"})


def editor_headers(editor: Editor) -> Headers:
    """The headers that are other for the form in the browser; none where there is no form.

    Whoever signs in does so in a window of the service, which must be able to answer.
    """
    if not editor.forge:
        return {}
    return {
        "Content-Security-Policy": _policy(editor_policy(editor)),
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }


def _policy(rules: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


FOREVER = f"public, max-age={YEAR}, immutable"
"""For a file whose name changes with its bytes."""
FRESH = "no-cache"
"""For all else: a browser may keep it, and asks each time whether it is still so."""

FINGERPRINT = r"\.[0-9a-f]{8}\.[a-z0-9]+$"
"""How the name of a file ends that changes with its bytes; `assets` gives such names."""

KINDS_OF_FILES: Mapping[str, str] = {
    ".webmanifest": "application/manifest+json",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
"""What servers do not know of themselves, or not yet."""

NONE: Headers = {}

Redirects = Mapping[str, str]
"""The output path that takes the place of an earlier one, by that earlier one."""

_BY = "Gemaakt door De Wijkverbinder, uit wijkverbinder/hosting.py. Bij elke bouw opnieuw."


def static_headers(editor: Headers = NONE) -> str:
    """`_headers`, for Netlify, Cloudflare Pages and hosts that read the same file.

    What is not fingerprinted gets no rule: these hosts let it be asked for each time by themselves, and joining two
    values of one header differs between them. A line with ``!`` takes an earlier value away at Cloudflare, which
    would join both; Netlify takes the value of the nearest rule, and passes that line over.

    Args:
        editor: the headers that are other for the form in the browser, if there is one; so for all functions here.
    """
    rows = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    other = "".join(f"  ! {name}\n  {name}: {value}\n" for name, value in editor.items())
    form = f"/{EDITOR}*\n{other}" if editor else ""
    return f"# {_BY}\n/*\n{rows}/assets/*\n  Cache-Control: {FOREVER}\n{form}"


def static_redirects(base_path: str, redirects: Redirects) -> str:
    """`_redirects`, for the same hosts."""
    rows = "".join(f"{base_path}{old} {base_path}{new} 301\n" for old, new in sorted(redirects.items()))
    return f"# {_BY}\n{rows}"


def read_redirects(text: str, base_path: str) -> Redirects:
    """What `static_redirects` was made of.

    >>> dict(read_redirects(static_redirects("/kit/", {"oud.html": "nieuw.html"}), "/kit/"))
    {'oud.html': 'nieuw.html'}
    """
    rows = [line.split(" ") for line in text.splitlines() if line and line[0] != "#"]
    return {old.removeprefix(base_path): new.removeprefix(base_path) for old, new, _ in rows}


def htaccess(base_path: str, redirects: Redirects, editor: Headers = NONE) -> str:
    """`.htaccess`, for Apache and LiteSpeed; each part is left out where the server lacks its module."""
    other = "".join(f'    Header always set {name} "{value}"\n' for name, value in editor.items())
    form = f"""  <If "%{{REQUEST_URI}} =~ m#^{base_path}{EDITOR}#">\n{other}  </If>\n""" if editor else ""
    headers = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    moved = "".join(
        f"Redirect permanent {base_path}{old} {base_path}{new}\n" for old, new in sorted(redirects.items())
    )
    return f"""\
# {_BY}
ErrorDocument 404 {base_path}404.html
DirectoryIndex index.html
AddDefaultCharset utf-8
<IfModule mod_mime.c>
  AddType application/manifest+json .webmanifest
  AddType text/csv .csv
  AddType text/calendar .ics
</IfModule>
<IfModule mod_headers.c>
{headers}  Header set Cache-Control "{FRESH}"
  <FilesMatch "{FINGERPRINT}">
    Header set Cache-Control "{FOREVER}"
  </FilesMatch>
{form}</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine On
  # Wie zonder https komt, gaat naar https. Heeft jouw server geen certificaat, haal deze drie regels dan weg.
  RewriteCond %{{HTTPS}} !=on
  RewriteCond %{{HTTP:X-Forwarded-Proto}} !=https
  RewriteRule ^ https://%{{HTTP_HOST}}%{{REQUEST_URI}} [R=301,L]
</IfModule>
{moved}"""


def web_config(base_path: str, redirects: Redirects, editor: Headers = NONE) -> str:
    """`web.config`, for IIS; the redirect to https needs its URL Rewrite module and stands in a remark."""
    headers = "".join(f'        <add name="{name}" value="{escape(value)}" />\n' for name, value in HEADERS.items())
    moved = "".join(
        f'  <location path="{escape(old)}">\n    <system.webServer>\n'
        f'      <httpRedirect enabled="true" exactDestination="true" httpResponseStatus="Permanent"'
        f' destination="{escape(base_path + new)}" />\n    </system.webServer>\n  </location>\n'
        for old, new in sorted(redirects.items())
    )
    other = "".join(
        f'          <remove name="{name}" />\n          <add name="{name}" value="{escape(value)}" />\n'
        for name, value in editor.items()
    )
    form = (
        f'  <location path="{EDITOR.rstrip("/")}">\n    <system.webServer>\n      <httpProtocol>\n'
        f"        <customHeaders>\n{other}        </customHeaders>\n"
        f"      </httpProtocol>\n    </system.webServer>\n  </location>\n"
        if editor
        else ""
    )
    kinds = "".join(
        f'      <remove fileExtension="{ending}" />\n      <mimeMap fileExtension="{ending}" mimeType="{kind}" />\n'
        for ending, kind in KINDS_OF_FILES.items()
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!-- {_BY} -->
<configuration>
  <system.webServer>
    <defaultDocument enabled="true">
      <files><clear /><add value="index.html" /></files>
    </defaultDocument>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="{escape(base_path)}404.html" responseMode="ExecuteURL" />
    </httpErrors>
    <httpProtocol>
      <customHeaders>
{headers}        <add name="Cache-Control" value="{FRESH}" />
      </customHeaders>
    </httpProtocol>
    <staticContent>
{kinds}    </staticContent>
    <!-- Staat de module URL Rewrite erop, zet dit dan aan: wie zonder https komt, gaat naar https.
    <rewrite><rules><rule name="https" stopProcessing="true">
      <match url="(.*)" /><conditions><add input="{{HTTPS}}" pattern="off" /></conditions>
      <action type="Redirect" url="https://{{HTTP_HOST}}/{{R:1}}" redirectType="Permanent" />
    </rule></rules></rewrite>
    -->
  </system.webServer>
  <location path="assets">
    <system.webServer>
      <httpProtocol>
        <customHeaders><remove name="Cache-Control" /><add name="Cache-Control" value="{FOREVER}" /></customHeaders>
      </httpProtocol>
    </system.webServer>
  </location>
{form}{moved}</configuration>
"""


def nginx(host: str, base_path: str, redirects: Redirects, editor: Headers = NONE) -> str:
    """A site for nginx: http to https, headers, caching, files that lie squeezed beside the plain ones.

    A `location` that adds a header loses those of its server, so all stand in one place and the one that differs
    takes its value from a map.
    """
    maps, answers = _nginx_parts(base_path, redirects, editor)
    return f"""\
# {_BY}
# Zet de inhoud van site/ in /var/www/{host}{base_path} en dit bestand in /etc/nginx/sites-enabled/.
{maps}server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    location /.well-known/acme-challenge/ {{ root /var/www/{host}; }}
    location / {{ return 301 https://{host}$request_uri; }}
}}

server {{
    listen 443 ssl http2;
    listen [::]:443 ssl http2;
    server_name {host};
    ssl_certificate /etc/letsencrypt/live/{host}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{host}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;

    root /var/www/{host};
{answers}}}
"""


def nginx_in_container(base_path: str, redirects: Redirects, editor: Headers = NONE) -> str:
    """The same site for an nginx that is nobody, in a container whose disk can't be written.

    Something in front of it sees to https, and says so in `X-Forwarded-Proto`. Nothing of a reader is written down.
    """
    maps, answers = _nginx_parts(base_path, redirects, editor)
    return f"""\
# {_BY}
{maps}server {{
    listen 8080;
    access_log off;
    absolute_redirect off;
    root {IN_CONTAINER};
    if ($http_x_forwarded_proto = http) {{ return 301 https://$host$request_uri; }}
{answers}}}
"""


def containerfile(base_path: str) -> str:
    """A file from which podman or docker makes an image of the site.

    Behind the name of the image stands a version and no digest: which digest is right is for who builds it to see.
    """
    return f"""\
# {_BY}
# Draai in de map waarin dit staat:
#   podman build -t wijkverbinder .
#   podman run --rm --read-only --tmpfs /tmp --cap-drop all -p 8080:8080 wijkverbinder
# Met docker gaat het net zo. Zet er iets voor dat https doet.
# Wil je altijd precies dezelfde basis? Zet dan achter de naam het kenmerk dat jouw register noemt: @sha256:...
FROM {BASE_IMAGE}
COPY container.conf /etc/nginx/conf.d/default.conf
COPY site {IN_CONTAINER}{base_path.rstrip("/")}
USER 101
EXPOSE 8080
ENTRYPOINT []
CMD ["nginx", "-g", "daemon off;"]
"""


BASE_IMAGE = "docker.io/nginxinc/nginx-unprivileged:1.28-alpine"
"""An nginx that starts as user 101 and writes in /tmp alone: https://hub.docker.com/r/nginxinc/nginx-unprivileged."""

IN_CONTAINER = "/srv/wijkverbinder"
"""Where the site stands in the image."""


def _nginx_parts(base_path: str, redirects: Redirects, editor: Headers) -> tuple[str, str]:
    """What stands before the servers, and how each answers."""
    # A map takes the place of a value that is other for the form.
    maps = "".join(
        f'map $uri $wijkverbinder_{_variable(name)} {{\n    default "{HEADERS[name]}";\n'
        f'    "~^{base_path}{EDITOR}" "{value}";\n}}\n\n'
        for name, value in editor.items()
    )
    headers = "".join(
        f"    add_header {name} $wijkverbinder_{_variable(name)} always;\n"
        if name in editor
        else f'    add_header {name} "{value}" always;\n'
        for name, value in HEADERS.items()
    )
    moved = "".join(
        f"    location = {base_path}{old} {{ return 301 {base_path}{new}; }}\n"
        for old, new in sorted(redirects.items())
    )
    before = f"""\
map $uri $wijkverbinder_cache {{
    default "{FRESH}";
    "~{FINGERPRINT}" "{FOREVER}";
}}

{maps}"""
    return (
        before,
        f"""\
    index index.html;
    charset utf-8;
    charset_types text/css text/csv text/plain text/xml application/javascript application/json;
    server_tokens off;
    include /etc/nginx/mime.types;
    types {{ application/manifest+json webmanifest; text/calendar ics; text/csv csv; }}
    gzip_static on;
    # Heeft jouw nginx de module voor Brotli, zet dit dan aan: brotli_static on;

    error_page 404 {base_path}404.html;
{headers}    add_header Cache-Control $wijkverbinder_cache always;
{moved}""",
    )


def _variable(header: str) -> str:
    return header.lower().replace("-", "_")


def caddy(host: str, base_path: str, redirects: Redirects, editor: Headers = NONE) -> str:
    """A site for Caddy, which sees to https and its certificate by itself."""
    headers = "".join(f'\t\t{name} "{value}"\n' for name, value in HEADERS.items())
    other = "".join(f'\theader @form {name} "{value}"\n' for name, value in editor.items())
    form = f"\t@form path {base_path}{EDITOR}*\n{other}" if editor else ""
    moved = "".join(
        f"\tredir {base_path}{old} {base_path}{new} permanent\n" for old, new in sorted(redirects.items())
    )
    return f"""\
# {_BY}
# Zet de inhoud van site/ in /var/www/{host}{base_path}
{host} {{
\troot * /var/www/{host}
\theader {{
{headers}\t\tCache-Control "{FRESH}"
\t}}
\t@forever path_regexp {FINGERPRINT}
\theader @forever Cache-Control "{FOREVER}"
{form}{moved}\tfile_server {{
\t\tprecompressed br gzip
\t}}
\thandle_errors {{
\t\t@missing expression {{err.status_code}} == 404
\t\trewrite @missing {base_path}404.html
\t\tfile_server
\t}}
}}
"""
