"""Picture codes (验证码): after failures a person has to read some letters, which slows programs down, not people.

A code is known by its id, kept as a digest, good for one try. Letters that look like others are left out.
"""

import base64
import hashlib
import random
import secrets
import time
from io import BytesIO

from sqlalchemy import Connection, delete, insert

import resources
from cpd_core.account_messages import Picture
from cpd_service.store.tables import picture

LETTERS = "ABCDEFGHJKMNPRSTUVWXYZ23456789"
LENGTH = 5
SECONDS = 300.0
SIZE = (180, 64)  # pixels
MOST = 10_000  # that wait for an answer: strangers may ask for as many as they like


def make(connection: Connection) -> Picture:
    """A new code; the oldest go where too many wait."""
    answer = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    made = secrets.token_urlsafe(16)
    now = time.time()
    connection.execute(delete(picture).where(picture.c.until < now))
    connection.execute(insert(picture).values(id=made, answer_sha256=_digest(made, answer), until=now + SECONDS))
    return Picture(id=made, png=base64.b64encode(draw(answer)).decode())


def solved(connection: Connection, picture_id: str, answer: str) -> bool:
    """Whether that is what the picture shows; either way it is used up."""
    gone = delete(picture).where(picture.c.id == picture_id, picture.c.until >= time.time())
    kept = connection.scalar(gone.returning(picture.c.answer_sha256))
    return kept is not None and secrets.compare_digest(kept, _digest(picture_id, _read(answer)))


def draw(answer: str) -> bytes:
    """The PNG: each letter turned and moved a little, lines across."""
    from PIL import Image, ImageDraw, ImageFont  # nobody waits for it who types the right password

    chance = random.Random(secrets.randbits(64))
    font = ImageFont.truetype(resources.path("fonts", "NotoSansSC_700Bold.ttf"), 38)
    paper = Image.new("L", SIZE, 250)
    step = (SIZE[0] - 20) / len(answer)
    for place, letter in enumerate(answer):
        one = Image.new("L", (56, 60), 0)
        ImageDraw.Draw(one).text((28, 28), letter, font=font, fill=255, anchor="mm")
        one = one.rotate(chance.uniform(-24, 24), resample=Image.Resampling.BICUBIC)
        paper.paste(chance.randint(20, 90), (round(step * place) + chance.randint(-2, 3), chance.randint(-2, 6)), one)
    pen = ImageDraw.Draw(paper)
    for _ in range(4):
        ends = [(0, chance.randint(8, 56)), (90, chance.randint(4, 60)), (180, chance.randint(8, 56))]
        pen.line(ends, fill=chance.randint(110, 170), width=2, joint="curve")
    out = BytesIO()
    paper.save(out, "PNG", optimize=True)
    return out.getvalue()


def _read(answer: str) -> str:
    """As typed: small letters will do."""
    return "".join(answer.split()).upper()


def _digest(picture_id: str, answer: str) -> str:
    return hashlib.sha256(f"{picture_id}/{answer}".encode()).hexdigest()
