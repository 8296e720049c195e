// Two element vectors treated as one of twice the lanes.
namespace MobileCoin.Curve25519.Field;

/// <summary>
/// The same backend twice over. A square root is one chain of 254 dependent squarings; with two chains side by side the second runs in
/// the gaps of the first, which makes decoding and encoding half again as fast per element.
/// </summary>
internal readonly unsafe struct Paired<TField> : ILaneField
    where TField : struct, ILaneField
{
    public static int Lanes => 2 * TField.Lanes;

    public static int Length => 2 * TField.Length;

    public static void Load(ulong* r, ulong* limbs, int strideWords, ulong flip)
    {
        TField.Load(r, limbs, strideWords, flip);
        TField.Load(r + TField.Length, limbs + (TField.Lanes * strideWords), strideWords, flip);
    }

    public static void Store(ulong* limbs, int strideWords, ulong flip, ulong* a)
    {
        TField.Store(limbs, strideWords, flip, a);
        TField.Store(limbs + (TField.Lanes * strideWords), strideWords, flip, a + TField.Length);
    }

    public static void Broadcast(ulong* r, in FieldElement a)
    {
        TField.Broadcast(r, a);
        TField.Broadcast(r + TField.Length, a);
    }

    public static void FromEncodings(ulong* r, byte* encodings)
    {
        TField.FromEncodings(r, encodings);
        TField.FromEncodings(r + TField.Length, encodings + (TField.Lanes * FieldElement.Bytes));
    }

    public static void ToEncodings(byte* encodings, ulong* a)
    {
        TField.ToEncodings(encodings, a);
        TField.ToEncodings(encodings + (TField.Lanes * FieldElement.Bytes), a + TField.Length);
    }

    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        TField.Multiply(r, a, b);
        TField.Multiply(r + TField.Length, a + TField.Length, b + TField.Length);
    }

    public static void SquareTimes(ulong* r, ulong* a, int n) => TField.SquareTimesPair(r, a, n);

    public static void SquareTimesPair(ulong* r, ulong* a, int n)
    {
        SquareTimes(r, a, n);
        SquareTimes(r + Length, a + Length, n);
    }

    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        TField.Add(r, a, b);
        TField.Add(r + TField.Length, a + TField.Length, b + TField.Length);
    }

    public static void Subtract(ulong* r, ulong* a, ulong* b)
    {
        TField.Subtract(r, a, b);
        TField.Subtract(r + TField.Length, a + TField.Length, b + TField.Length);
    }

    public static void Carry(ulong* r, ulong* a)
    {
        TField.Carry(r, a);
        TField.Carry(r + TField.Length, a + TField.Length);
    }

    public static void Select(ulong* r, ulong* a, ulong* b, ulong* mask)
    {
        TField.Select(r, a, b, mask);
        TField.Select(r + TField.Length, a + TField.Length, b + TField.Length, mask + TField.Lanes);
    }

    public static void SwapIf(ulong* a, ulong* b, ulong* mask)
    {
        TField.SwapIf(a, b, mask);
        TField.SwapIf(a + TField.Length, b + TField.Length, mask + TField.Lanes);
    }

    public static void NegateIf(ulong* r, ulong* a, ulong* mask)
    {
        TField.NegateIf(r, a, mask);
        TField.NegateIf(r + TField.Length, a + TField.Length, mask + TField.Lanes);
    }

    public static void IsZero(ulong* mask, ulong* a)
    {
        TField.IsZero(mask, a);
        TField.IsZero(mask + TField.Lanes, a + TField.Length);
    }

    public static void IsNegative(ulong* mask, ulong* a)
    {
        TField.IsNegative(mask, a);
        TField.IsNegative(mask + TField.Lanes, a + TField.Length);
    }

    public static void Scan(ulong* r, ulong* table, int entries, int length, ulong* index) =>
        throw new NotSupportedException("Tables are scanned by the backend itself");

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width) =>
        throw new NotSupportedException("Digits are read by the backend itself");

    public static void ScanShared(ulong* r, ulong* table, ulong* index) =>
        throw new NotSupportedException("Tables are scanned by the backend itself");
}
