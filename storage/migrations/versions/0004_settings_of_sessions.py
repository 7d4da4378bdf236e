"""Sessions have sampler settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    op.add_column("session", sa.Column("sampler", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("session", "sampler")
