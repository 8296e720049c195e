// The shards' results for each key image, of which one is kept (fact sheets fog §6.3, crypto §12): by masks, so that it does not show which
// shard had what.
using System.Security.Cryptography;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

/// <summary>
/// A result for each key image of a query. All start as not spent; each shard's result is looked at and moved, or not, by masks. Stores answer
/// in the query's order; an answer that does not is none, and is refused, where upstream would tell the client that nothing is spent.
/// </summary>
internal sealed class CollatedResults : IDisposable
{
    private const int ImageSize = StoreAnswer.ImageSize;

    private const ulong Spent = (ulong)KeyImageResultCode.Spent, NotSpent = (ulong)KeyImageResultCode.NotSpent,
        Failed = (ulong)KeyImageResultCode.KeyImageError;

    private readonly byte[] _images;
    private readonly ulong[] _codes, _spentAt, _timestamps;

    /// <summary>Takes the key images, back to back, and wipes them in the end.</summary>
    internal CollatedResults(byte[] images)
    {
        _images = images;
        int count = images.Length / ImageSize;
        _codes = new ulong[count];
        _spentAt = new ulong[count];
        _timestamps = new ulong[count];
        _codes.AsSpan().Fill(NotSpent);
        _spentAt.AsSpan().Fill(1);
        _timestamps.AsSpan().Fill(ulong.MaxValue);
    }

    /// <summary>Looks at a shard's results.</summary>
    /// <exception cref="EnclaveException">They are not for these key images.</exception>
    internal void Add(StoreAnswer answer)
    {
        if (answer.Count != _codes.Length) throw Bad($"expected {_codes.Length} results, got {answer.Count}");
        ulong good = ConstantTime.Yes;
        for (int i = 0; i < _codes.Length; i++)
        {
            good &= ConstantTime.Equal(answer.Image(i), Image(i));
            ulong code = answer.Code(i), current = _codes[i];
            ulong take = ConstantTime.Equal(code, Spent) | (ConstantTime.Equal(code, Failed) & ConstantTime.Equal(current, NotSpent));
            _codes[i] = ConstantTime.Select(take, code, current);
            _spentAt[i] = ConstantTime.Select(take, answer.SpentAt(i), _spentAt[i]);
            _timestamps[i] = ConstantTime.Select(take, answer.Timestamp(i), _timestamps[i]);
        }
        // One bit for the whole answer, always the same from an honest store.
        if (good != ConstantTime.Yes) throw Bad("a result is for another key image");
    }

    /// <summary>Writes a <see cref="CheckKeyImagesResponse"/>; each result has the same length, whatever it tells.</summary>
    internal void Write(ProstWriter writer, LedgerState state)
    {
        writer.UInt64(1, state.NumBlocks);
        writer.UInt64(2, state.GlobalTxoCount);
        for (int i = 0; i < _codes.Length; i++)
        {
            int start = writer.Begin(3);
            writer.Wrapper(1, Image(i));
            writer.Fixed64Always(2, _spentAt[i]);
            writer.Fixed64Always(3, _timestamps[i]);
            writer.Fixed32Always(4, (uint)TimestampResultCode.TimestampFound);
            writer.Fixed32Always(5, (uint)_codes[i]);
            writer.End(start);
        }
        writer.UInt64(4, state.LatestBlockVersion);
        writer.UInt64(5, state.MaxBlockVersion);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_images);
        Array.Clear(_codes);
        Array.Clear(_spentAt);
        Array.Clear(_timestamps);
    }

    private static EnclaveException Bad(string what) =>
        new(EnclaveErrorKind.BadShardResponse, "a store's answer is none to this query: " + what);

    private ReadOnlySpan<byte> Image(int index) => _images.AsSpan(index * ImageSize, ImageSize);
}
