"""Times training steps of an encoder-decoder in PyTorch, on one thread: prints milliseconds as a JSON list.

Usage: torch_step.py dModel nHeads dFf nLayers length batchSize
"""

import json
import sys
import time

import torch

d_model, n_heads, d_ff, n_layers, length, batch = map(int, sys.argv[1:])
vocab = 20
torch.set_num_threads(1)
torch.manual_seed(1)
table = torch.nn.Embedding(vocab, d_model)
model = torch.nn.Transformer(d_model, n_heads, n_layers, n_layers, d_ff, dropout=0.0, batch_first=True)
parameters = [*table.parameters(), *model.parameters()]
optimizer = torch.optim.AdamW(parameters, lr=1e-3, betas=(0.9, 0.98), eps=1e-9)
causal = torch.nn.Transformer.generate_square_subsequent_mask(length + 1)
times = []
for step in range(22):
    source = torch.randint(4, vocab, (batch, length + 1))
    target = torch.randint(4, vocab, (batch, length + 1))
    started = time.perf_counter()
    hidden = model(table(source), table(target), tgt_mask=causal)
    logits = hidden @ table.weight.T
    loss = torch.nn.functional.cross_entropy(logits.reshape(-1, vocab), target.reshape(-1))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()
    if step >= 2:
        times.append(1000 * (time.perf_counter() - started))
print(json.dumps(times))
