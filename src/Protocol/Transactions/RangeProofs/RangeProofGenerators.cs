// The vector generators of range proofs: a SHAKE256 chain a party and letter (fact sheet ledger §2.13).
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// The generators G[j][i] and H[j][i] of 64 parties j with 64 bits i each, whose logarithms nobody knows. Computed when a proof first
/// asks for so many parties, and kept: 20 kB a party, and 246 kB with the multiples that products with them use.
/// </summary>
public static class RangeProofGenerators
{
    /// <summary>Parties that one proof can have.</summary>
    public const int MaxParties = 64;

    /// <summary>Bits of a value.</summary>
    public const int Bits = 64;

    /// <summary>Generators of one party: its G, then its H.</summary>
    internal const int PartyLength = 2 * Bits;

    private static readonly Lock Growing = new();

    private static volatile RistrettoPoint[] _points = [];

    private static volatile FixedRistretto _table = new([]);

    /// <summary>G[party][bit].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The party is not 0 to 63, or the bit not 0 to 63.</exception>
    public static RistrettoPoint G(int party, int bit) => Point(party, bit, 0);

    /// <summary>H[party][bit].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The party is not 0 to 63, or the bit not 0 to 63.</exception>
    public static RistrettoPoint H(int party, int bit) => Point(party, bit, Bits);

    /// <summary>The generators of the first parties, <see cref="PartyLength"/> each.</summary>
    internal static ReadOnlySpan<RistrettoPoint> OfParties(int count)
    {
        RistrettoPoint[] points = _points;
        return (points.Length >= count * PartyLength ? points : Grow(count)).AsSpan(0, count * PartyLength);
    }

    /// <summary>Multiples of the generators of the first parties, of more perhaps, in the order of <see cref="OfParties"/>.</summary>
    internal static FixedRistretto TableOfParties(int count)
    {
        FixedRistretto table = _table;
        if (table.Count >= count * PartyLength) return table;
        ReadOnlySpan<RistrettoPoint> points = OfParties(count);
        lock (Growing)
        {
            if (_table.Count < points.Length) _table = new FixedRistretto(points);
            return _table;
        }
    }

    /// <summary>Where G_i of a proof is among the generators, counting the bits of all parties; H_i is <see cref="Bits"/> further.</summary>
    internal static int IndexOf(int i, int bits = Bits) => ((i / bits) * PartyLength) + (i % bits);

    private static RistrettoPoint Point(int party, int bit, int letter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(party);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(party, MaxParties);
        ArgumentOutOfRangeException.ThrowIfNegative(bit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bit, Bits);
        return OfParties(party + 1)[(party * PartyLength) + letter + bit];
    }

    private static RistrettoPoint[] Grow(int parties)
    {
        lock (Growing)
        {
            RistrettoPoint[] old = _points;
            int known = old.Length / PartyLength;
            if (known >= parties) return old;
            var points = new RistrettoPoint[parties * PartyLength];
            old.CopyTo(points, 0);
            for (int party = known; party < parties; party++)
            {
                Fill(points.AsSpan(party * PartyLength, Bits), 'G', party);
                Fill(points.AsSpan((party * PartyLength) + Bits, Bits), 'H', party);
            }
            return _points = points;
        }
    }

    private static void Fill(Span<RistrettoPoint> points, char letter, int party)
    {
        Span<byte> seed = stackalloc byte[20];
        "GeneratorsChain"u8.CopyTo(seed);
        seed[15] = (byte)letter;
        BinaryPrimitives.WriteInt32LittleEndian(seed[16..], party);
        Span<byte> strings = stackalloc byte[Bits * 64];
        new Shake256(seed).Read(strings);
        RistrettoBatch.FromUniformBytes(strings, points);
    }
}
