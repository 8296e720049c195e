// The equations of one ring, member after member (fact sheet ledger §2.10).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Each challenge depends on the one before, so only what does not depend on challenges is done for all members at once: the products with
/// responses, and most doublings of what each step multiplies by its challenge. All elements are half of those in the
/// sheet, for scalars are halved: encoding the double of an element needs no square root. Constant time but for the ring's size.
/// </summary>
internal ref struct RingWalk : IDisposable
{
    private readonly SecretBuffer<RistrettoPoint> _points;
    private readonly int _size;
    private readonly RistrettoPowers _factors;
    private readonly RistrettoTable _image;
    private Blake2b _hash;

    /// <summary>Makes the equations ready.</summary>
    /// <param name="hash">The hash that <see cref="RingChallenge.Begin"/> began.</param>
    /// <param name="targetKeys">The encoded target keys, end to end.</param>
    /// <param name="keys">The target keys.</param>
    /// <param name="differences">The pseudo-output commitment less each member's.</param>
    /// <param name="image">The key image.</param>
    /// <param name="responses">Two a member.</param>
    internal RingWalk(
        in Blake2b hash, ReadOnlySpan<byte> targetKeys, ReadOnlySpan<RistrettoPoint> keys, ReadOnlySpan<RistrettoPoint> differences,
        in RistrettoPoint image, ReadOnlySpan<Scalar> responses)
    {
        _hash = hash;
        _size = keys.Length;
        _points = new SecretBuffer<RistrettoPoint>(8 * _size);
        Span<RistrettoPoint> factors = _points.Span[..(2 * _size)], own = _points.Span.Slice(2 * _size, 3 * _size);
        Span<RistrettoPoint> products = _points.Span.Slice(5 * _size, 2 * _size), bases = _points.Span.Slice(7 * _size, _size);
        using SecretBuffer<Scalar> scalars = new(2 * _size);
        Span<Scalar> halves = scalars.Span;
        for (int i = 0; i < _size; i++)
        {
            factors[2 * i] = keys[i];
            factors[(2 * i) + 1] = differences[i];
            halves[2 * i] = responses[2 * i].Halve();
            halves[(2 * i) + 1] = responses[(2 * i) + 1].Halve();
        }
        RistrettoBatch.MultiplyBase(halves, products);
        for (int i = 0; i < _size; i++)
        {
            own[3 * i] = products[2 * i];
            own[(3 * i) + 2] = products[(2 * i) + 1];
            halves[i] = halves[2 * i];
        }
        RistrettoHash.ToPoints(targetKeys, bases);
        RistrettoBatch.Multiply(halves[.._size], bases, products[.._size]);
        for (int i = 0; i < _size; i++) own[(3 * i) + 1] = products[i];
        _factors = new RistrettoPowers(factors);
        _image = new RistrettoTable(image);
    }

    /// <summary>The challenge that follows from a member's own and its responses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly Scalar Next(int member, in Scalar challenge)
    {
        Span<RistrettoPoint> sums = stackalloc RistrettoPoint[3], products = stackalloc RistrettoPoint[2];
        Scalar half = challenge.Halve();
        _factors.Multiply(half, 2 * member, products);
        sums[0] = products[0];
        sums[1] = _image.Multiply(half);
        sums[2] = products[1];
        RistrettoBatch.Add(sums, Own(member), sums);
        Scalar next = Hash(sums);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(sums));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(products));
        return next;
    }

    /// <summary>The challenge that follows from a member's responses alone: at the real input they are the signer's nonces.</summary>
    internal readonly Scalar First(int member) => Hash(Own(member));

    /// <summary>Wipes what was made.</summary>
    public readonly void Dispose()
    {
        _image.Dispose();
        _factors.Dispose();
        _points.Dispose();
    }

    private readonly ReadOnlySpan<RistrettoPoint> Own(int member) => _points.Span.Slice((2 * _size) + (3 * member), 3);

    private readonly Scalar Hash(ReadOnlySpan<RistrettoPoint> halves)
    {
        Span<byte> elements = stackalloc byte[RingChallenge.ElementsSize];
        RistrettoBatch.DoubleAndEncode(halves, elements);
        Scalar challenge = RingChallenge.Finish(_hash, elements);
        CryptographicOperations.ZeroMemory(elements);
        return challenge;
    }
}
