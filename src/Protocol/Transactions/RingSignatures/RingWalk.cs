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
        // The vectors that make keys and differences ready may have room left, for those of the bases Hp that would not fill a vector.
        int room = (RistrettoBatch.Lanes - (2 * _size % RistrettoBatch.Lanes)) % RistrettoBatch.Lanes;
        int extra = Math.Min(room, _size % RistrettoBatch.Lanes), full = _size - extra;
        _points = new SecretBuffer<RistrettoPoint>(8 * _size);
        Span<RistrettoPoint> factors = _points.Span[..((2 * _size) + extra)], own = _points.Span.Slice(3 * _size, 3 * _size);
        Span<RistrettoPoint> products = _points.Span.Slice(6 * _size, 2 * _size), bases = own[.._size];
        using SecretBuffer<Scalar> scalars = new(3 * _size);
        Span<Scalar> halves = scalars.Span[..(2 * _size)], first = scalars.Span[(2 * _size)..];
        for (int i = 0; i < _size; i++)
        {
            factors[2 * i] = keys[i];
            factors[(2 * i) + 1] = differences[i];
            halves[2 * i] = first[i] = responses[2 * i].Halve();
            halves[(2 * i) + 1] = responses[(2 * i) + 1].Halve();
        }
        RistrettoHash.ToPoints(targetKeys, bases);
        bases[full..].CopyTo(factors[(2 * _size)..]);
        _factors = new RistrettoPowers(factors);
        RistrettoBatch.Multiply(first[..full], bases[..full], products[..full]);
        _factors.Multiply(first[full..], 2 * _size, products[full.._size]);
        for (int i = 0; i < _size; i++) own[(3 * i) + 1] = products[i];
        RistrettoBatch.MultiplyBase(halves, products);
        for (int i = 0; i < _size; i++)
        {
            own[3 * i] = products[2 * i];
            own[(3 * i) + 2] = products[(2 * i) + 1];
        }
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

    private readonly ReadOnlySpan<RistrettoPoint> Own(int member) => _points.Span.Slice((3 * _size) + (3 * member), 3);

    private readonly Scalar Hash(ReadOnlySpan<RistrettoPoint> halves)
    {
        Span<byte> elements = stackalloc byte[RingChallenge.ElementsSize];
        RistrettoBatch.DoubleAndEncode(halves, elements);
        Scalar challenge = RingChallenge.Finish(_hash, elements);
        CryptographicOperations.ZeroMemory(elements);
        return challenge;
    }
}
