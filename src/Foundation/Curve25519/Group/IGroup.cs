// What the scalar multiplications ask of a set of point kernels.
namespace MobileCoin.Curve25519.Group;

/// <summary>
/// Arithmetic on <see cref="Lanes"/> points of edwards25519 at once, on vectors of 64-bit words in memory aligned to 64 bytes. Three
/// forms of a point: extended; cached (Y+X, Y-X, 2Z, 2dT), which is added faster; affine cached (y+x, y-x, 2dxy), faster still.
/// The formulas are complete: no input is special. All operations are constant time but for their public arguments.
/// </summary>
internal unsafe interface IGroup
{
    static abstract int Lanes { get; }

    /// <summary>Words of an extended point vector, of a cached one, and of an affine cached one.</summary>
    static abstract int PointLength { get; }

    static abstract int CachedLength { get; }

    static abstract int AffineLength { get; }

    /// <summary>Reads <see cref="Lanes"/> points laid end to end.</summary>
    static abstract void Load(ulong* p, EdwardsPoint* points);

    static abstract void Store(EdwardsPoint* points, ulong* p);

    static abstract void SetIdentity(ulong* p);

    static abstract void SetIdentityCached(ulong* cached);

    /// <summary>p = 2^times p, times at least 1.</summary>
    static abstract void Double(ulong* p, int times);

    /// <summary>p += cached. Without <paramref name="needT"/> (public) p may only be doubled, stored or encoded next.</summary>
    static abstract void Add(ulong* p, ulong* cached, bool needT);

    /// <summary>p -= cached, with T.</summary>
    static abstract void Subtract(ulong* p, ulong* cached);

    static abstract void AddAffine(ulong* p, ulong* affine);

    static abstract void ToCached(ulong* cached, ulong* p);

    static abstract void NegateCachedIf(ulong* cached, ulong* mask);

    static abstract void NegateAffineIf(ulong* affine, ulong* mask);

    /// <summary>cached = table[index] a lane, reading every entry.</summary>
    static abstract void Scan(ulong* cached, ulong* table, int entries, ulong* index);

    /// <summary>affine = position's entry of the shared base table a lane, reading every entry.</summary>
    static abstract void ScanShared(ulong* affine, ulong* position, ulong* index);

    /// <inheritdoc cref="Field.ILaneField.Digit"/>
    static abstract void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width);
}
