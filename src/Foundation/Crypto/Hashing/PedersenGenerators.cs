// The generators of the amount commitments of each token (fact sheet crypto §1.4).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>The two generators of a token's Pedersen commitments: v·Value + b·Blinding. Costs a hash to the group: keep it.</summary>
public sealed class PedersenGenerators
{
    private readonly RistrettoPoint _value;

    /// <summary>Derives the generators of a token.</summary>
    public PedersenGenerators(ulong tokenId)
    {
        Span<byte> bytes = stackalloc byte[RistrettoPoint.Size];
        RistrettoPoint.Generator.Encode(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ tokenId);
        _value = RistrettoHash.ToPoint(new CompressedRistretto(bytes));
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
}
