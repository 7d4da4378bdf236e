"""Distil guidance into the painter: one evaluation a step instead of two.

`python -m training.distill_painter MINUTES` reads `cache/painter.pt` and writes `cache/painter_distilled.pt`: the
student learns the velocity that the teacher has under classifier-free guidance (Meng et al., arXiv:2210.03142, with
one fixed guidance weight).
"""

from __future__ import annotations

import argparse

import numpy as np
import torch
from torch import Tensor, nn

from agent.brief import prompt
from tools.pocket.transformer import PocketTransformer
from training import text
from training.art import CACHE
from training.common import Average, Clock, Log, fast_dtype, fast_start, rate
from training.train_painter import Batches, alike, thing_weights

GUIDANCE = 3.0
"""What the profile used with the undistilled painter."""


@torch.no_grad()
def guided(teacher: nn.Module, mixed: Tensor, time: Tensor, features: Tensor, mask: Tensor, source: Tensor) -> Tensor:
    """The teacher's velocity with GUIDANCE; `features` ends with one row that stands for the empty text."""
    count = len(mixed)
    both, empty = features[:count], features[count:].expand(count, -1, -1)
    masks = torch.cat([mask[:count], mask[count:].expand(count, -1)])
    velocity = teacher(
        mixed.repeat(2, 1, 1, 1), time.repeat(2), torch.cat([both, empty]), masks, source.repeat(2, 1, 1, 1)
    )
    yes, no = velocity.float().chunk(2)
    return no + GUIDANCE * (yes - no)


def main() -> None:
    """Train the student for about that many minutes."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--peak", type=float, default=3e-4)
    parser.add_argument("--edits", type=float, default=0.4)
    options = parser.parse_args()
    state = torch.load(CACHE / "painter.pt", weights_only=True)
    if state.get("distilled"):
        raise SystemExit("cache/painter.pt is distilled already; train it first: guidance would be applied twice.")
    batches = Batches(options.edits, 0.2)
    encoder, tokenizer, _ = text.encoder([prompt(p.before.brief) for p in batches.pairs[:8]])
    encoder.mean, encoder.std = state["text_mean"], state["text_std"]
    teacher, student = PocketTransformer().eval().requires_grad_(False), PocketTransformer()
    teacher.load_state_dict(state["average"])
    student.load_state_dict(state["average"])
    average = Average(student, 0.99)
    optimizer = torch.optim.AdamW(student.parameters(), lr=1e-4, betas=(0.9, 0.98), weight_decay=0.0)
    supply, clock, log, losses = (
        alike(batches, tokenizer, options.batch), Clock(options.minutes), Log("distilled"), list[float](),
    )  # fmt: skip
    fast_teacher, fast_student = torch.compile(teacher), torch.compile(student)
    for step in clock:
        data, source, truth, ids, mask = next(supply)
        # The empty text is one end token, as `tokens` has it; it rides along as the last row.
        ids = torch.cat([ids, torch.full_like(ids[:1], tokenizer.eos_token_id)])
        last = torch.zeros_like(mask[:1])
        last[:, 0] = True
        mask = torch.cat([mask, last])
        with fast_dtype():
            features = encoder(ids, mask)
            # Sampling spends its steps evenly, so distillation does too.
            time = torch.rand(len(data)).clamp(0.02, 1)
            mixed = torch.lerp(data, torch.randn_like(data), time[:, None, None, None])
            target = guided(fast_teacher, mixed, time, features, mask, source)
            velocity = fast_student(mixed, time, features[:-1], mask[:-1], source)
        heavy = thing_weights(truth)
        loss = ((velocity.float() - target).pow(2) * heavy).mean() / heavy.mean()
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak, warmup=20)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        average.update(student)
        losses.append(loss.item())
        count = step + 1
        if count % 25 == 0:
            log(step=count, loss=float(np.mean(losses[-25:])), seen=count * options.batch)
        if count % 100 == 0 or count == clock.steps:
            kept = {"text_mean": state["text_mean"], "text_std": state["text_std"], "step": count}
            torch.save({"average": average.weights, **kept}, CACHE / "painter_distilled.pt")


if __name__ == "__main__":
    main()
