using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class ReplayWindowTests
{
    /// <summary>Against the plain statement: everything taken, and the highest.</summary>
    [Fact]
    public void AnySequence_SameAsRememberingAll()
    {
        Gen<ulong> step = Gen.Frequency(
            (8, Gen.Choose(0, 200).Select(x => (ulong)x)),
            (4, Gen.Choose(1900, 2100).Select(x => (ulong)x)),
            (1, Gen.Choose(0, int.MaxValue).Select(x => (ulong)x << 20)));
        Gen<(ulong Step, bool Back)[]> walk = (from s in step from back in Gen.Elements(true, false) select (s, back)).ArrayOf(300);
        Check.QuickThrowOnFailure(Prop.ForAll(walk.ToArbitrary(), moves =>
        {
            var window = new ReplayWindow();
            var taken = new HashSet<ulong>();
            ulong highest = 0;
            foreach ((ulong distance, bool back) in moves)
            {
                ulong nonce = back ? highest - Math.Min(highest, distance) : highest + distance;
                bool fresh = !taken.Contains(nonce) && (nonce > highest || highest - nonce <= ReplayWindow.Size);
                if (window.IsFresh(nonce) != fresh) return false;
                if (!fresh) continue;
                window.Mark(nonce);
                taken.Add(nonce);
                highest = Math.Max(highest, nonce);
            }
            return true;
        }));
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(63ul)]
    [InlineData(64ul)]
    [InlineData(1ul << 40)]
    [InlineData(ulong.MaxValue)]
    public void FirstNonce_MayBeAny_AndOnlyOnce(ulong first)
    {
        var window = new ReplayWindow();
        Assert.True(window.IsFresh(first));
        window.Mark(first);
        Assert.False(window.IsFresh(first));
    }
}
