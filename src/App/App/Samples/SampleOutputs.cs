// Outputs of sample ledgers (fact sheet ledger §5.10, A.2): what a generator yields, in a fixed order.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.App.Samples;

/// <summary>Makes outputs. The generator is read in order, so its bytes are drawn first; the arithmetic then goes on all processors.</summary>
internal static class SampleOutputs
{
    private const int KeyBytes = 64, BytesEach = KeyBytes + FogHint.DummyRandomSize;

    /// <summary>Outputs whose bytes are drawn together.</summary>
    private const int BatchLength = 16384;

    /// <summary>Outputs that a processor makes together.</summary>
    private const int ShareLength = 512;

    /// <summary>Outputs of one value by recipient, repetition and token, in this order. Draws 64 bytes for each private key, then 128 for the dummy hint.</summary>
    /// <param name="stream">The generator.</param>
    /// <param name="version">The rules that the outputs follow.</param>
    /// <param name="recipients">Whom they are to.</param>
    /// <param name="repetitions">How many each recipient gets of each token.</param>
    /// <param name="tokens">The tokens: 0 to this number less one.</param>
    /// <param name="value">What each holds.</param>
    internal static TxOut[] Make(Keystream stream, BlockVersion version, IReadOnlyList<PublicAddress> recipients, int repetitions, int tokens, ulong value)
    {
        var outputs = new TxOut[checked(recipients.Count * repetitions * tokens)];
        byte[] drawn = new byte[Math.Min(outputs.Length, BatchLength) * BytesEach];
        for (int first = 0; first < outputs.Length; first += BatchLength)
        {
            int start = first, count = Math.Min(BatchLength, outputs.Length - first);
            stream.Fill(drawn.AsSpan(0, count * BytesEach));
            Parallel.For(0, (count + ShareLength - 1) / ShareLength, share =>
            {
                int from = share * ShareLength, length = Math.Min(ShareLength, count - from);
                int[] numbers = [.. Enumerable.Range(start + from, length)];
                PublicAddress[] to = [.. numbers.Select(n => recipients[n / (repetitions * tokens)])];
                Amount[] amounts = [.. numbers.Select(n => new Amount(value, (ulong)(n % tokens)))];
                Make(drawn.AsSpan(from * BytesEach, length * BytesEach), version, to, amounts, outputs.AsSpan(start + from, length));
            });
        }
        return outputs;
    }

    private static void Make(ReadOnlySpan<byte> random, BlockVersion version, PublicAddress[] recipients, Amount[] amounts, Span<TxOut> outputs)
    {
        var keys = new Scalar[outputs.Length];
        byte[] hintRandom = new byte[outputs.Length * FogHint.DummyRandomSize], hints = new byte[outputs.Length * FogHint.Size];
        for (int i = 0; i < outputs.Length; i++)
        {
            ReadOnlySpan<byte> drawn = random.Slice(i * BytesEach, BytesEach);
            keys[i] = Scalar.FromBytesModOrderWide(drawn[..KeyBytes]);
            drawn[KeyBytes..].CopyTo(hintRandom.AsSpan(i * FogHint.DummyRandomSize));
        }
        FogHint.SealDummies(hintRandom, hints);
        TxOut.CreateMany(version, amounts, recipients, keys, hints, outputs);
    }
}
