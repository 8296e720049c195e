// Division by two, which needs no multiplication.
namespace MobileCoin.Curve25519;

public readonly partial struct Scalar
{
    /// <summary>(2^256 - 1)/2 modulo l: half the sum of all powers of two that four words hold (see the comb).</summary>
    internal static Scalar HalfOfAllOnes => new(0x6B7618BA46CC4A8E, 0x6377ADFA39BEE7B8, 0xFFFFFFFFFFFFFFFF, 0x07FFFFFFFFFFFFFF);

    /// <summary>a / 2 modulo l: an odd one is made even by adding l. Constant time.</summary>
    public Scalar Halve()
    {
        ulong odd = 0 - (_w0 & 1), carry = 0;
        ulong w0 = AddCarry(_w0, Order0 & odd, ref carry);
        ulong w1 = AddCarry(_w1, Order1 & odd, ref carry);
        ulong w2 = AddCarry(_w2, 0, ref carry);
        ulong w3 = AddCarry(_w3, Order3 & odd, ref carry);
        return new Scalar((w0 >> 1) | (w1 << 63), (w1 >> 1) | (w2 << 63), (w2 >> 1) | (w3 << 63), w3 >> 1);
    }
}
