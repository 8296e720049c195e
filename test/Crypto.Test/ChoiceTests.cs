using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class ChoiceTests
{
    [Fact]
    public void Default_IsNo()
    {
        Assert.False(default(Choice).Reveal());
        Assert.False(Choice.No.Reveal());
        Assert.True(Choice.Yes.Reveal());
        Assert.Equal(ulong.MaxValue, Choice.Yes.Mask);
        Assert.Equal(0ul, Choice.No.Mask);
    }

    [Fact]
    public void Operators_AreThoseOfTruthValues()
    {
        foreach (bool a in new[] { false, true })
        {
            Assert.Equal(!a, (~Of(a)).Reveal());
            foreach (bool b in new[] { false, true })
            {
                Assert.Equal(a && b, (Of(a) & Of(b)).Reveal());
                Assert.Equal(a || b, (Of(a) | Of(b)).Reveal());
                Assert.Equal(a != b, (Of(a) ^ Of(b)).Reveal());
            }
        }
    }

    [Fact]
    public void IsZero_OnlyOfZero_AndMaskIsFull()
    {
        Assert.Equal(ulong.MaxValue, Choice.IsZero(0).Mask);
        for (int bit = 0; bit < 64; bit++)
        {
            Assert.Equal(0ul, Choice.IsZero(1ul << bit).Mask);
            Assert.Equal(0ul, Choice.IsZero(ulong.MaxValue << bit).Mask);
        }
        Assert.True(Choice.Equal(7, 7).Reveal());
        Assert.False(Choice.Equal(7, 7 + (1ul << 63)).Reveal());
    }

    [Fact]
    public void Select_TakesEither_ForAnyWidth()
    {
        Check.QuickThrowOnFailure(Prop.ForAll((ulong yes, ulong no) =>
            Choice.Yes.Select(yes, no) == yes && Choice.No.Select(yes, no) == no
            && Choice.Yes.Select((byte)yes, (byte)no) == (byte)yes && Choice.No.Select((byte)yes, (byte)no) == (byte)no
            && Choice.Yes.Select((int)yes, (int)no) == (int)yes && Choice.No.Select((int)yes, (int)no) == (int)no
            && Choice.Yes.Select(~(UInt128)yes, no) == ~(UInt128)yes && Choice.No.Select(yes, ~(UInt128)no) == ~(UInt128)no));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(31)]
    public void EqualAndCopy_EveryByteCounts(int length)
    {
        byte[] a = [.. Enumerable.Range(1, length).Select(i => (byte)i)];
        Assert.True(Choice.Equal(a, [.. a]).Reveal());
        for (int i = 0; i < length; i++)
        {
            byte[] b = [.. a];
            b[i] ^= 0x80;
            Assert.False(Choice.Equal(a, b).Reveal());
        }
        byte[] kept = new byte[length];
        Choice.No.Copy(a, kept);
        Assert.Equal(new byte[length], kept);
        Choice.Yes.Copy(a, kept);
        Assert.Equal(a, kept);
    }

    [Fact]
    public void EqualAndCopy_DifferentLengths_Refused()
    {
        Assert.Throws<ArgumentException>("right", () => { Choice.Equal(new byte[3], new byte[4]); });
        Assert.Throws<ArgumentException>("destination", () => Choice.Yes.Copy(new byte[3], new byte[4]));
    }

    private static Choice Of(bool value) => value ? Choice.Yes : Choice.No;

    [Fact]
    public void Less_IsTheOrderOfNumbers()
    {
        ulong[] numbers = [0, 1, 2, long.MaxValue, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue - 1, ulong.MaxValue];
        foreach (ulong a in numbers)
        {
            foreach (ulong b in numbers) Assert.Equal(a < b ? ulong.MaxValue : 0, Choice.Less(a, b).Mask);
        }
    }
}
