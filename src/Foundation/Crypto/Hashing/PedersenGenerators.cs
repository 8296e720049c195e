// The generators of the amount commitments of each token (fact sheet crypto §1.4).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>The two generators of a token's Pedersen commitments: v·Value + b·Blinding. Costs a hash to the group: keep it.</summary>
public sealed class PedersenGenerators
{
    private const int ChunkLength = 32;

    private static readonly byte[] EncodedBlinding = RistrettoPoint.Generator.ToBytes();

    private readonly RistrettoPoint _value;

    /// <summary>Derives the generators of a token. Constant time in the token; where it is public, see <see cref="GeneratorCache"/>.</summary>
    public PedersenGenerators(ulong tokenId)
    {
        Span<byte> bytes = stackalloc byte[RistrettoPoint.Size];
        Seed(tokenId, bytes);
        _value = RistrettoHash.ToPoint(new CompressedRistretto(bytes));
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>The generators of values of many tokens, derived in lanes. Constant time in the tokens.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Values(ReadOnlySpan<ulong> tokenIds, Span<RistrettoPoint> generators)
    {
        Error.ThrowIfNotCount(generators.Length, tokenIds.Length, 1, nameof(generators));
        Span<byte> workspace = stackalloc byte[ChunkLength * RistrettoPoint.Size];
        for (int first = 0; first < tokenIds.Length; first += ChunkLength)
        {
            int length = Math.Min(ChunkLength, tokenIds.Length - first);
            Span<byte> seeds = workspace[..(length * RistrettoPoint.Size)];
            for (int i = 0; i < length; i++) Seed(tokenIds[first + i], seeds.Slice(i * RistrettoPoint.Size, RistrettoPoint.Size));
            RistrettoHash.ToPoints(seeds, generators.Slice(first, length));
        }
        CryptographicOperations.ZeroMemory(workspace);
    }

    /// <summary>The generator of values, H_t: of the token.</summary>
    public RistrettoPoint Value => _value;

    /// <summary>The generator of blindings, G: the same for all tokens.</summary>
    public static RistrettoPoint Blinding => RistrettoPoint.Generator;

    /// <summary>Commits to a value under a blinding. Constant time.</summary>
    public RistrettoPoint Commit(in Scalar value, in Scalar blinding)
    {
        // Either product alone would give the value away: there are few enough to try them all.
        Span<RistrettoPoint> products = [RistrettoPoint.Multiply(value, _value), RistrettoPoint.MultiplyBase(blinding)];
        RistrettoPoint commitment = products[0] + products[1];
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(products));
        return commitment;
    }

    private static void Seed(ulong tokenId, Span<byte> bytes)
    {
        EncodedBlinding.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ tokenId);
    }
}
