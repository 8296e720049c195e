// An aggregated Bulletproof range proof in its serialized form (fact sheet ledger §2.13, "Encoding").
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// A proof that 1 to 64 commitments, padded to a power of two by repeating the last, hold values below 2^64: A, S, T_1, T_2, three
/// scalars, a pair of points a round, two scalars. Scalars are reduced; whether points decode shows in verification.
/// </summary>
public sealed partial class RangeProof
{
    private const int ItemSize = 32, LeadingItems = 7, MaxRounds = 31;

    private readonly byte[] _bytes;

    private RangeProof(byte[] bytes) => _bytes = bytes;

    /// <summary>Bytes of the serialized form: 672 for one value, 64 more each time their number doubles.</summary>
    public int Length => _bytes.Length;

    /// <summary>Rounds of the inner-product argument.</summary>
    internal int Rounds => RoundsOf(_bytes.Length);

    internal ReadOnlySpan<byte> A => Item(0);

    internal ReadOnlySpan<byte> S => Item(1);

    internal ReadOnlySpan<byte> T1 => Item(2);

    internal ReadOnlySpan<byte> T2 => Item(3);

    /// <summary>The scalars t_x, t_x_blinding and e_blinding.</summary>
    internal ReadOnlySpan<byte> Evaluations => _bytes.AsSpan(4 * ItemSize, 3 * ItemSize);

    /// <summary>L_1, R_1, L_2, R_2, …</summary>
    internal ReadOnlySpan<byte> Folds => _bytes.AsSpan(LeadingItems * ItemSize, 2 * Rounds * ItemSize);

    /// <summary>The scalars a and b that the argument ends in.</summary>
    internal ReadOnlySpan<byte> Ends => _bytes.AsSpan(_bytes.Length - (2 * ItemSize));

    /// <summary>Bytes of a proof over a number of values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 64 values.</exception>
    public static int LengthOf(int values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values, RangeProofGenerators.MaxParties);
        return LengthOfRounds(RoundsOfParties(Padded(values)));
    }

    /// <summary>Reads a serialized proof.</summary>
    /// <returns>False, and null, where upstream's parser says <see cref="ProofError.FormatError"/>.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out RangeProof? proof)
    {
        proof = null;
        // Even parts only: two points a round and two scalars behind the leading items.
        int items = bytes.Length / ItemSize, rest = items - LeadingItems;
        if (bytes.Length % ItemSize != 0 || rest < 2 || rest % 2 != 0 || (rest - 2) / 2 > MaxRounds) return false;
        if (!AreScalars(bytes.Slice(4 * ItemSize, 3 * ItemSize)) || !AreScalars(bytes[^(2 * ItemSize)..])) return false;
        proof = new RangeProof(bytes.ToArray());
        return true;
    }

    /// <summary>Writes the serialized form.</summary>
    /// <exception cref="ArgumentException">Not <see cref="Length"/> bytes.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        if (bytes.Length != _bytes.Length) throw new ArgumentException($"Expected {_bytes.Length} bytes, got {bytes.Length}", nameof(bytes));
        _bytes.CopyTo(bytes);
    }

    /// <summary>The serialized form in an array of its own.</summary>
    public byte[] ToBytes() => _bytes.AsSpan().ToArray();

    /// <summary>Commitments of a proof with their padding.</summary>
    internal static int Padded(int values) => (int)BitOperations.RoundUpToPowerOf2((uint)values);

    /// <summary>Rounds that halve the bits of a power of two of parties down to one.</summary>
    internal static int RoundsOfParties(int parties, int bits = RangeProofGenerators.Bits) => BitOperations.Log2((uint)(parties * bits));

    internal static Scalar ReadScalar(ReadOnlySpan<byte> scalars, int index)
    {
        _ = Scalar.TryFromCanonicalBytes(scalars.Slice(index * ItemSize, ItemSize), out Scalar scalar);
        return scalar;
    }

    private static int LengthOfRounds(int rounds) => (LeadingItems + (2 * rounds) + 2) * ItemSize;

    private static int RoundsOf(int length) => ((length / ItemSize) - LeadingItems - 2) / 2;

    private static bool AreScalars(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length > 0; bytes = bytes[ItemSize..])
        {
            if (!Scalar.TryFromCanonicalBytes(bytes[..ItemSize], out _)) return false;
        }
        return true;
    }

    private ReadOnlySpan<byte> Item(int index) => _bytes.AsSpan(index * ItemSize, ItemSize);
}
