"""Mastodon.py, as any program uses it: the node and a handle elsewhere come as arguments, the code as a line."""

import base64
import json
import os
import sys
import tempfile
import time

from mastodon import Mastodon, StreamListener

url, handle, picture = sys.argv[1:4]
SCOPES = ["read", "write", "follow"]


def say(what, value):
    print(json.dumps({"what": what, "value": value}), flush=True)


client_id, client_secret = Mastodon.create_app("Mastodon.py", scopes=SCOPES, api_base_url=url)
client = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=url)
say("authorize", client.auth_request_url(scopes=SCOPES))
client.log_in(code=sys.stdin.readline().strip(), scopes=SCOPES)
say("instance", client.instance()["version"])
say("me", client.account_verify_credentials()["acct"])

heard = []


class Listener(StreamListener):
    def on_update(self, status):
        heard.append(status["id"])


stream = client.stream_user(Listener(), run_async=True)
found = client.search_v2(handle, resolve=True)["accounts"][0]
say("found", found["acct"])
followed = client.account_follow(found["id"])
say("follows", followed["following"] or followed["requested"])
with tempfile.NamedTemporaryFile(suffix=".png") as file:
    file.write(base64.b64decode(picture))
    file.flush()
    media = client.media_post(file.name, description="Un quadrato")
status = client.status_post("Da Mastodon.py #prova", media_ids=[media["id"]])
say("posted", status["media_attachments"][0]["description"])
reply = client.status_post("Risposta", in_reply_to_id=status["id"])
say("replied", reply["in_reply_to_id"] == status["id"])
say("context", len(client.status_context(status["id"])["descendants"]))
say("boosted", client.status_reblog(status["id"])["reblog"]["id"] == status["id"])
say("liked", client.status_favourite(status["id"])["favourited"])
say("home", len(client.timeline_home()) > 0)
say("public", len(client.timeline_local()) > 0)
say("tag", len(client.timeline_hashtag("prova")))
say("notifications", isinstance(client.notifications(), list))
for _ in range(50):
    if heard:
        break
    client.status_post("ancora")
    time.sleep(0.1)
say("streamed", len(heard) > 0)
stream.close()
say("unfollows", not client.account_unfollow(found["id"])["following"])
client.revoke_access_token()
again = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=url)
say("out", again.access_token is None)
sys.stdout.flush()
# Its stream's thread may wait a while for a last word.
os._exit(0)
