// Blocks in, records out, and when the egress key is drawn anew (fact sheet fog §2.4 step C, §2.10, §11 items 13-15).
using MobileCoin.Crypto;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave;

public sealed partial class FogIngestEnclave
{
    /// <summary>How often a call is tried with another egress key after counters overflowed.</summary>
    internal const int Retries = 10;

    /// <summary>Where the next output has to be for the records before it to count as stored.</summary>
    private (ulong Block, ulong TxoIndex) _next;

    /// <summary>The egress key changed since the last answer, and the host did not ask for it.</summary>
    private bool _rotated;

    /// <inheritdoc/>
    public IngestedTxs IngestTxs(TxsForIngest txs) => IngestTxs([txs])[0];

    /// <inheritdoc/>
    public IReadOnlyList<IngestedTxs> IngestTxs(IReadOnlyList<TxsForIngest> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        lock (_gate)
        {
            State state = Ready();
            if (chunks.Count == 0) return [];
            int count = Count(chunks, state.Rng.Capacity);
            using RecordTexts texts = new(chunks, count);
            byte[] searchKeys = new byte[count * KexRng.OutputSize];
            byte[] boxes = new byte[texts.Texts.Length + (count * VersionedCryptoBox.Overhead)];
            Prepare(state.Rng, chunks[0], count);
            Run(state, texts, searchKeys, boxes);
            IngestedTxs[] answers = Answer(state.Rng.Pubkey, chunks, texts, searchKeys, boxes);
            TxsForIngest last = chunks[^1];
            _next = (last.BlockIndex, last.GlobalTxoIndex + (ulong)last.TxOuts.Count);
            state.Rng.Finish();
            return answers;
        }
    }

    /// <summary>The outputs in all; chunks must be one stretch of the ledger.</summary>
    private static int Count(IReadOnlyList<TxsForIngest> chunks, int capacity)
    {
        long count = 0;
        (ulong Block, ulong TxoIndex) next = default;
        for (int i = 0; i < chunks.Count; i++)
        {
            TxsForIngest chunk = chunks[i] ?? throw new ArgumentException($"chunk {i} is null", nameof(chunks));
            if ((ulong)chunk.TxOuts.Count > ulong.MaxValue - chunk.GlobalTxoIndex || (i > 0 && !Continues(chunk, next)))
            {
                throw new EnclaveException(EnclaveErrorKind.InvalidBlockData, $"chunk {i} is not where the chunk before it ends");
            }
            next = (chunk.BlockIndex, chunk.GlobalTxoIndex + (ulong)chunk.TxOuts.Count);
            count += chunk.TxOuts.Count;
        }
        return count <= capacity ? (int)count : throw TooBig(count, capacity);
    }

    private static bool Continues(TxsForIngest chunk, (ulong Block, ulong TxoIndex) next) =>
        chunk.GlobalTxoIndex == next.TxoIndex && (chunk.BlockIndex == next.Block || chunk.BlockIndex - 1 == next.Block);

    private static EnclaveException TooBig(long count, int capacity) =>
        new(EnclaveErrorKind.ChunkTooBig, $"{count}, {Retries}, {capacity}");

    /// <summary>Sees to it that this call may use the egress key: nothing of what it looks at is secret.</summary>
    private void Prepare(RngStore rng, TxsForIngest first, int count)
    {
        bool abandoned = !rng.IsFresh && !Continues(first, _next);
        if (rng.IsSpent || abandoned || !rng.HasRoomFor(count)) Rotate(rng);
    }

    private void Rotate(RngStore rng)
    {
        _rotated = true;
        rng.Renew();
    }

    private void Run(State state, RecordTexts texts, Span<byte> searchKeys, Span<byte> boxes)
    {
        RngStore rng = state.Rng;
        for (int retries = 0; ; retries++)
        {
            rng.Begin();
            try
            {
                RunOnce(state, texts, searchKeys, boxes);
                return;
            }
            catch (ObliviousOverflowException) when (retries < Retries)
            {
                Rotate(rng);
            }
            catch (Exception e)
            {
                searchKeys.Clear();
                boxes.Clear();
                // If this fails as well, the key stays spent, and the next call begins with it.
                Rotate(rng);
                if (e is ObliviousOverflowException) throw TooBig(texts.Lengths.Length, rng.Capacity);
                if (e is ObliviousMemoryException) throw new EnclaveException(EnclaveErrorKind.RngStore, e.Message, e);
                throw;
            }
        }
    }

    private static void RunOnce(State state, RecordTexts texts, Span<byte> searchKeys, Span<byte> boxes)
    {
        ReadOnlySpan<byte> text = texts.Texts;
        int count = texts.Lengths.Length, some;
        for (int first = 0; first < count; first += some)
        {
            some = Math.Min(OutputBatch.Length, count - first);
            ReadOnlySpan<int> lengths = texts.Lengths.Slice(first, some);
            int size = 0;
            foreach (int length in lengths) size += length;
            int boxSize = size + (some * VersionedCryptoBox.Overhead);
            state.Work.Run(
                state.Ingress,
                state.Rng,
                texts.Hints.Slice(first * FogHint.Size, some * FogHint.Size),
                text[..size],
                lengths,
                searchKeys.Slice(first * KexRng.OutputSize, some * KexRng.OutputSize),
                boxes[..boxSize]);
            text = text[size..];
            boxes = boxes[boxSize..];
        }
    }

    private IngestedTxs[] Answer(in KexRngPubkey pubkey, IReadOnlyList<TxsForIngest> chunks, RecordTexts texts, byte[] searchKeys, byte[] boxes)
    {
        var answers = new IngestedTxs[chunks.Count];
        int n = 0, box = 0;
        for (int c = 0; c < answers.Length; c++)
        {
            var records = new ETxOutRecord[chunks[c].TxOuts.Count];
            for (int i = 0; i < records.Length; i++, n++)
            {
                int size = texts.Lengths[n] + VersionedCryptoBox.Overhead;
                records[i] = new ETxOutRecord(searchKeys.AsMemory(n * KexRng.OutputSize, KexRng.OutputSize), boxes.AsMemory(box, size));
                box += size;
            }
            answers[c] = new IngestedTxs(records, pubkey, _rotated);
            _rotated = false;
        }
        return answers;
    }
}
