// Outputs of sample ledgers (fact sheet ledger §5.10, A.2): what a generator yields, in a fixed order.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.App.Samples;

/// <summary>Makes outputs. The generator is read in order, so its bytes are drawn first; the arithmetic then goes on all processors.</summary>
internal static class SampleOutputs
{
    private const int KeyBytes = 64, HintBytes = 128, BytesEach = KeyBytes + HintBytes;

    /// <summary>Outputs that are made together.</summary>
    private const int ChunkLength = 16384;

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
        byte[] drawn = new byte[Math.Min(outputs.Length, ChunkLength) * BytesEach];
        for (int first = 0; first < outputs.Length; first += ChunkLength)
        {
            int start = first, count = Math.Min(ChunkLength, outputs.Length - first);
            stream.Fill(drawn.AsSpan(0, count * BytesEach));
            Parallel.For(0, count, i =>
            {
                int number = start + i;
                var replay = new Replay(drawn.AsMemory(i * BytesEach, BytesEach));
                PublicAddress recipient = recipients[number / (repetitions * tokens)];
                outputs[number] = Make(replay.Fill, version, new Amount(value, (ulong)(number % tokens)), recipient);
            });
        }
        return outputs;
    }

    private static TxOut Make(RandomFill random, BlockVersion version, Amount amount, PublicAddress recipient)
    {
        using RistrettoPrivate key = RistrettoPrivate.Random(random);
        Span<byte> hint = stackalloc byte[FogHint.Size];
        FogHint.SealDummy(hint, random);
        return TxOut.Create(version, amount, recipient, key, new EncryptedFogHint(hint));
    }

    /// <summary>Gives out bytes that were drawn before.</summary>
    private sealed class Replay(ReadOnlyMemory<byte> bytes)
    {
        private ReadOnlyMemory<byte> _rest = bytes;

        internal void Fill(Span<byte> destination)
        {
            _rest.Span[..destination.Length].CopyTo(destination);
            _rest = _rest[destination.Length..];
        }
    }
}
