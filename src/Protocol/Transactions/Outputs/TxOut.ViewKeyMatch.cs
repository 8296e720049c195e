// Whose an output is (fact sheet ledger §2.2, crypto §1.11).
using System.Runtime.InteropServices;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>What is wrong with the public parts of an output that a view key is tried on.</summary>
public enum ViewKeyMatchError
{
    /// <summary>Nothing: the verdict is the commitment's.</summary>
    None,

    /// <summary>The public key does not decode.</summary>
    Key,

    /// <summary>The output has no amount.</summary>
    UnknownMaskedAmountVersion,

    /// <summary>The masked token id has a length that its version does not allow.</summary>
    Amount,
}

public sealed partial class TxOut
{
    /// <summary>Outputs that go through the lanes together.</summary>
    private const int ChunkLength = 64;

    /// <summary>
    /// Tries an account's view key: the output is the account's exactly if the commitment is that of the amount which the key reads. To which
    /// subaddress it is, <see cref="OnetimeKeys.RecoverSpendKey"/> tells. What is wrong with public bytes is returned at once, the verdict is
    /// secret; constant time in it and in the key.
    /// </summary>
    /// <param name="viewPrivateKey">The account's view private key.</param>
    /// <param name="amount">The amount; all zero on an error and if the output is another's.</param>
    /// <param name="sharedSecret">The shared secret, encoded; of no meaning if the output is another's.</param>
    /// <param name="matches">Whether the output is the account's.</param>
    public ViewKeyMatchError ViewKeyMatch(
        RistrettoPrivate viewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto sharedSecret, out Choice matches)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        amount = default;
        sharedSecret = default;
        matches = Choice.No;
        if (!PublicKey.TryDecompress(out RistrettoPoint publicKey)) return ViewKeyMatchError.Key;
        if (MaskedAmount is not { } masked) return ViewKeyMatchError.UnknownMaskedAmountVersion;
        sharedSecret = OnetimeKeys.SharedSecret(new RistrettoPublic(publicKey), viewPrivateKey);
        return masked.Unmask(sharedSecret, out amount, out matches) == AmountError.None ? ViewKeyMatchError.None : ViewKeyMatchError.Amount;
    }

    /// <summary>As above, for a caller who may know the verdict: whether the output is the account's.</summary>
    /// <param name="viewPrivateKey">The account's view private key.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="sharedSecret">The shared secret, encoded.</param>
    public bool TryViewKeyMatch(RistrettoPrivate viewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto sharedSecret) =>
        ViewKeyMatch(viewPrivateKey, out amount, out sharedSecret, out Choice matches) == ViewKeyMatchError.None && matches.Reveal();

    /// <summary>
    /// Tries an account's view key on many outputs, several times cheaper than one by one: what a wallet scans a ledger with. Constant time
    /// but for the number of outputs, the versions of their amounts, and those whose public parts are malformed: they do not match.
    /// </summary>
    /// <param name="viewPrivateKey">The account's view private key.</param>
    /// <param name="outputs">The outputs.</param>
    /// <param name="amounts">Receives the amounts, all zero where the output is another's.</param>
    /// <param name="sharedSecrets">Receives the shared secrets, encoded; of no meaning where the output is another's.</param>
    /// <param name="matches">Receives whether the outputs are the account's.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void ViewKeyMatches(
        RistrettoPrivate viewPrivateKey,
        ReadOnlySpan<TxOut> outputs,
        Span<UnmaskedAmount> amounts,
        Span<CompressedRistretto> sharedSecrets,
        Span<Choice> matches)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        ThrowIfNotCount(amounts.Length, outputs.Length, nameof(amounts));
        ThrowIfNotCount(sharedSecrets.Length, outputs.Length, nameof(sharedSecrets));
        ThrowIfNotCount(matches.Length, outputs.Length, nameof(matches));
        for (int first = 0; first < outputs.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, outputs.Length - first);
            MatchChunk(
                viewPrivateKey, outputs.Slice(first, count), amounts.Slice(first, count), sharedSecrets.Slice(first, count),
                matches.Slice(first, count));
        }
    }

    private static void MatchChunk(
        RistrettoPrivate viewPrivateKey,
        ReadOnlySpan<TxOut> outputs,
        Span<UnmaskedAmount> amounts,
        Span<CompressedRistretto> sharedSecrets,
        Span<Choice> matches)
    {
        int count = outputs.Length;
        using SecretBuffer<RistrettoPoint> points = new(2 * ChunkLength);
        using SecretBuffer<Scalar> scalars = new(2 * ChunkLength);
        using SecretBuffer<CompressedRistretto> encodings = new(ChunkLength);
        using SecretBuffer<ulong> tokens = new(ChunkLength);
        Span<RistrettoPoint> generators = points.Span[..count], commitments = points.Span.Slice(count, count);
        Span<Scalar> values = scalars.Span[..count], blindings = scalars.Span.Slice(count, count);
        Span<CompressedRistretto> encoded = encodings.Span[..count];
        Span<bool> decoded = stackalloc bool[ChunkLength];

        for (int i = 0; i < count; i++) encoded[i] = outputs[i].PublicKey;
        Span<byte> secrets = MemoryMarshal.AsBytes(sharedSecrets);
        OnetimeKeys.SharedSecrets(viewPrivateKey, MemoryMarshal.AsBytes(encoded), secrets, decoded[..count]);
        for (int i = 0; i < count; i++)
        {
            // Malformed outputs go through the motions: which they are is public, and the lanes are filled anyway.
            amounts[i] = default;
            if (outputs[i].MaskedAmount is { } masked && masked.HasValidTokenId())
            {
                masked.DeriveMasks(secrets.Slice(i * CompressedRistretto.Size, CompressedRistretto.Size), out AmountMasks masks);
                amounts[i] = masked.Lift(masks);
                AmountMasks.Wipe(ref masks);
            }
            else
            {
                decoded[i] = false;
            }
            values[i] = Scalar.FromUInt64(amounts[i].Value);
            blindings[i] = amounts[i].Blinding;
            tokens.Span[i] = amounts[i].TokenId;
        }
        PedersenGenerators.Values(tokens.Span[..count], generators);
        RistrettoBatch.DoubleMultiplyBase(values, generators, blindings, commitments);
        RistrettoBatch.Encode(commitments, MemoryMarshal.AsBytes(encoded));
        for (int i = 0; i < count; i++)
        {
            CompressedRistretto given = outputs[i].MaskedAmount?.Commitment ?? default;
            matches[i] = Same(given, encoded[i]) & ~Choice.IsZero(MemoryMarshal.AsBytes(decoded)[i]);
            Transactions.MaskedAmount.Keep(matches[i], ref amounts[i]);
        }
    }

    private static Choice Same(in CompressedRistretto a, in CompressedRistretto b) => Choice.Equal(
        MemoryMarshal.AsBytes(new ReadOnlySpan<CompressedRistretto>(in a)), MemoryMarshal.AsBytes(new ReadOnlySpan<CompressedRistretto>(in b)));

    private static void ThrowIfNotCount(int actual, int count, string parameter)
    {
        if (actual != count) throw new ArgumentException($"Expected {count} items, got {actual}", parameter);
    }
}
