using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class HmacTests
{
    [Fact]
    public void Compute_OfAnyKey_IsTheCompositionOfRfc2104() =>
        Prop.ForAll<int, ushort, bool>((seed, size, wide) =>
        {
            int macSize = wide ? 64 : 32;
            byte[] key = Samples.Bytes(seed, size % 300), message = Samples.Bytes(seed + 1, size / 300);
            byte[] mac = new byte[macSize];
            HmacBlake2b.Compute(key, message, mac);
            return mac.AsSpan().SequenceEqual(Naive(macSize, key, message));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void DeriveKey_OfAnyInput_IsTheCompositionOfRfc5869() =>
        Prop.ForAll<int, ushort, bool>((seed, size, wide) =>
        {
            int hashSize = wide ? 64 : 32;
            byte[] salt = Samples.Bytes(seed, size % 150), ikm = Samples.Bytes(seed + 1, size % 70);
            byte[] info = Samples.Bytes(seed + 2, size % 40);
            byte[] okm = new byte[size % 1000];
            HkdfBlake2b.DeriveKey(hashSize, ikm, okm, salt, info);

            byte[] prk = Naive(hashSize, salt, ikm), block = [], all = [];
            for (byte i = 1; all.Length < okm.Length; i++)
            {
                block = Naive(hashSize, prk, [.. block, .. info, i]);
                all = [.. all, .. block];
            }
            return okm.AsSpan().SequenceEqual(all.AsSpan(0, okm.Length));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void DeriveKey_AtTheLimit_FillsAndBeyondItNames()
    {
        byte[] okm = new byte[255 * 64];
        HkdfBlake2b512.DeriveKey([1], okm, [], []);
        Assert.NotEqual(new byte[64], okm[^64..]);
        Assert.Equal(
            "okm",
            Assert.Throws<ArgumentException>(() => HkdfBlake2b512.DeriveKey([1], new byte[255 * 64 + 1], [], [])).ParamName);
        Assert.Equal(
            "okm",
            Assert.Throws<ArgumentException>(() => HkdfBlake2b256.DeriveKey([1], new byte[255 * 32 + 1], [], [])).ParamName);
    }

    [Fact]
    public void New_WithAnotherSize_Names() =>
        Assert.Equal("macSize", Assert.Throws<ArgumentException>(() => new HmacBlake2b(48, [])).ParamName);

    [Fact]
    public void Finish_IntoAnotherLength_Names() => Assert.Equal("mac", Assert.Throws<ArgumentException>(() =>
    {
        HmacBlake2b hmac = new(32, [1]);
        hmac.Finish(new byte[64]);
    }).ParamName);

    [Fact]
    public void Update_AfterFinish_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        HmacBlake2b hmac = new(32, [1]);
        hmac.Finish(new byte[32]);
        hmac.Update([1]);
    });

    private static byte[] Naive(int macSize, byte[] key, byte[] message)
    {
        byte[] padded = new byte[128], inner = new byte[macSize], mac = new byte[macSize];
        if (key.Length > 128)
        {
            Blake2b.Hash(key, inner);
            inner.CopyTo(padded, 0);
        }
        else
        {
            key.CopyTo(padded, 0);
        }
        Blake2b.Hash([.. padded.Select(b => (byte)(b ^ 0x36)), .. message], inner);
        Blake2b.Hash([.. padded.Select(b => (byte)(b ^ 0x5c)), .. inner], mac);
        return mac;
    }
}
