"""The album's tables as they stand today; migrations bring older albums here.

Boxes and landmarks are pixels of the upright photo; times are UTC unless a column says local.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _belongs_to(
    table: str, *, column: str | None = None, optional: bool = False, gone_with: bool = False
) -> Column[int]:
    """A reference; with gone_with, a row is deleted together with the one that it belongs to."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE" if gone_with else None)
    return Column(column or f"{table}_id", Integer, key, nullable=optional)


root = Table(
    "root",
    metadata,
    _id(),
    Column("path", Text, nullable=False, unique=True),  # absolute, of a folder that was imported
)

file = Table(
    "file",
    metadata,
    _id(),
    _belongs_to("root"),
    Column("path", Text, nullable=False),  # relative to the root, with forward slashes
    Column("bytes", BigInteger, nullable=False),  # files.UNREAD where it could not be read
    Column("mtime_ns", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),  # records.Outcome of the last import
    Column("reason", JSON(none_as_null=True)),  # a message as [key, values]
    _belongs_to("photo", optional=True),  # none where the file never was one
    UniqueConstraint("root_id", "path"),
    Index(None, "photo_id"),
)

photo = Table(
    "photo",
    metadata,
    _id(),
    Column("sha256", String(64), nullable=False, unique=True),  # of the file's bytes: a photo's identity
    Column("format", String(16), nullable=False),
    Column("width", Integer, nullable=False),  # upright, as the height
    Column("height", Integer, nullable=False),
    Column("orientation", Integer, nullable=False),  # EXIF, 1 to 8
    Column("taken_at", DateTime),  # local time where it was taken
    Column("taken_day_only", Boolean, nullable=False, default=False),  # a file name told the day but no time
    Column("moment", Integer),  # equal for photos taken close together
    Column("difference_hash", BigInteger, nullable=False),
    Column("looked_with", String(64), nullable=False),  # version of the look that found its faces
    Index(None, "moment"),
    Index(None, "taken_at"),
    sqlite_autoincrement=True,  # an id is never given twice
)

face = Table(
    "face",
    metadata,
    _id(),
    _belongs_to("photo", gone_with=True),
    *(Column(side, Float, nullable=False) for side in ("x1", "y1", "x2", "y2")),
    Column("landmarks", JSON, nullable=False),  # five [x, y]
    Column("detector_score", Float),  # how sure it is of the face; none where a human drew it
    Column("side", Float, nullable=False),
    Column("sharpness", Float, nullable=False),
    Column("yaw", Float, nullable=False),
    Column("mask_probability", Float),  # none where it is not known
    Column("origin", String(16), nullable=False),  # records.FaceOrigin
    Column("cluster", Integer),  # equal for faces that look alike; none where it looks like no other
    Column("slice", Integer),  # of the cluster: faces of one slice are named together, 0 first
    Column("doubtful", Boolean),  # whether it may be somebody else than the others of its cluster
    Index(None, "photo_id"),
    Index(None, "slice", "cluster"),
    sqlite_autoincrement=True,  # an id is never given twice
)

embedding = Table(
    "embedding",
    metadata,
    Column("face_id", Integer, ForeignKey("face.id", ondelete="CASCADE"), primary_key=True),
    Column("embedder", String(64), primary_key=True),  # or rules/embedders.CLOTHES: of what the face's child wears
    Column("vector", LargeBinary, nullable=False),  # float32, little-endian, unit length
)

crop = Table(  # aligned pixels of a face, kept when a training first needs them
    "crop",
    metadata,
    Column("face_id", Integer, ForeignKey("face.id", ondelete="CASCADE"), primary_key=True),
    Column("jpeg", LargeBinary, nullable=False),
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("colour", String(7), nullable=False),  # #rrggbb
    Column("threshold", Float),  # overrides the run's, in [0, 1]
    Column("active", Boolean, nullable=False, default=True),
    Column("position", Integer, nullable=False),  # order on the screen
    sqlite_autoincrement=True,  # an id is never given twice
)

label = Table(  # append-only: the newest standing statement about a face counts
    "label",
    metadata,
    _id(),
    _belongs_to("face", gone_with=True),
    Column("statement", String(16), nullable=False),  # records.Statement
    _belongs_to("person", optional=True, gone_with=True),
    Column("origin", String(16), nullable=False),  # records.LabelOrigin
    Column("at", DateTime, nullable=False),
    _belongs_to("label", column="undone_by", optional=True),
    Index(None, "face_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,  # an id is never given twice
)

box_change = Table(  # a box that a human drew, moved or removed; see store/box_changes.py
    "box_change",
    metadata,
    _id(),
    _belongs_to("photo", gone_with=True),
    Column("face_id", Integer, nullable=False),  # no reference: a face that was removed is gone
    _belongs_to("person", optional=True, gone_with=True),  # who the face stood as
    Column("before", JSON(none_as_null=True)),  # the box; none where it was drawn
    Column("after", JSON(none_as_null=True)),  # the box; none where it was removed
    Column("kept", JSON(none_as_null=True)),  # kept_faces.Kept: the face on the side that is not there now
    Column("thumbnail", LargeBinary),  # of that face
    Column("at", DateTime, nullable=False),
    Column("undone_at", DateTime),  # none while it stands
    Index(None, "photo_id"),
    Index(None, "face_id"),
    Index(None, "person_id"),
    sqlite_autoincrement=True,  # an id is never given twice
)

run = Table(
    "run",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # records.RunState
    Column("settings", JSON, nullable=False),
    Column("embedder", String(64)),
    Column("last_label", Integer, nullable=False),  # where the journal stood
    Column("started_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("metrics", JSON),
    Column("evidence", JSON(none_as_null=True)),  # calibrate.Evidence: what thresholds are solved from
    Column("calibration", JSON(none_as_null=True)),  # calibrate.Calibration: how raw scores are read
    Column("checkpoint", Text),  # file below runs/
    Column("checkpoint_sha256", String(64)),
    Column("split", JSON(none_as_null=True)),  # runs.HeldOut: which photos it is judged by
    Column("versions", JSON(none_as_null=True)),  # of what computed it, by name
    Column("notes", JSON(none_as_null=True)),  # what there was to say: messages as [key, values]
    Column("error", JSON(none_as_null=True)),  # why it failed: a message as [key, values]
    Column("asked_by", String(16)),  # the job that asked for it
    sqlite_autoincrement=True,  # an id is never given twice
)

epoch = Table(  # one pass of a run over what it learns from
    "epoch",
    metadata,
    Column("run_id", Integer, ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # the first is 1
    Column("metrics", JSON, nullable=False),
    Column("checkpoint", Text),  # file below runs/; none where it was let go
    Column("checkpoint_sha256", String(64)),
    Column("at", DateTime, nullable=False),
)

run_person = Table(  # whom a run learned, in the order of its score columns
    "run_person",
    metadata,
    Column("run_id", Integer, ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("column", Integer, primary_key=True),
    _belongs_to("person"),
)

proposal = Table(  # a face that only a run found
    "proposal",
    metadata,
    Column("face_id", Integer, ForeignKey("face.id", ondelete="CASCADE"), primary_key=True),
    _belongs_to("run", gone_with=True),
    Index(None, "run_id"),
)

run_photo = Table(  # that a run has looked at for faces that the album does not know
    "run_photo",
    metadata,
    Column("run_id", Integer, ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("photo_id", Integer, ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True),
)

prediction = Table(
    "prediction",
    metadata,
    Column("run_id", Integer, ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("face_ids", LargeBinary, nullable=False),  # int64, little-endian, shape (F,)
    Column("scores", LargeBinary, nullable=False),  # float16, little-endian, shape (F, P)
)

sort = Table(
    "sort",
    metadata,
    _id(),
    Column("folder", Text, nullable=False),  # absolute
    Column("mode", String(16), nullable=False),
    Column("run_id", Integer, ForeignKey("run.id", ondelete="SET NULL")),
    Column("precision", Float, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("ended_at", DateTime),
    Column("undone_at", DateTime),
    sqlite_autoincrement=True,  # an id is never given twice
)

sorted_file = Table(  # the manifest: one row for every file written
    "sorted_file",
    metadata,
    _id(),
    _belongs_to("sort"),
    _belongs_to("photo"),
    _belongs_to("person", optional=True),
    Column("path", Text, nullable=False),  # relative to the sort's folder, with forward slashes
    Column("source", Text, nullable=False),  # absolute path that it was written from
    Column("sha256", String(64), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("stripped", Boolean, nullable=False),  # whether where it was taken is left out
    Column("state", String(16), nullable=False),  # records.SortedState
    _belongs_to("sort", column="taken_out_by", optional=True),  # a later one, which knew better
    UniqueConstraint("sort_id", "path"),
)

spot_check = Table(
    "spot_check",
    metadata,
    _id(),
    Column("sort_id", Integer, ForeignKey("sort.id", ondelete="SET NULL")),  # what was sorted when it began
    _belongs_to("person", optional=True, gone_with=True),  # whose folder; none for the faces left out
    Column("share", Float, nullable=False),  # claimed to be right, in (0, 1); not used for the faces left out
    Column("pile", Integer, nullable=False),  # faces from which it was drawn
    Column("known", Integer, nullable=False),  # that belong to it beside the pile, and are known or taken to be right
    Column("started_at", DateTime, nullable=False),
    sqlite_autoincrement=True,  # an id is never given twice
)

spot_check_face = Table(
    "spot_check_face",
    metadata,
    Column("spot_check_id", Integer, ForeignKey("spot_check.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),  # in the order of the drawing
    _belongs_to("face", gone_with=True),
    Column("right", Boolean),  # none while nobody has said
    Column("label_id", Integer, ForeignKey("label.id", ondelete="SET NULL")),  # what was said with the answer
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)
