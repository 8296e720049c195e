using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class Shake256Tests
{
    /// <summary>FIPS 202's empty message, and a message of one pattern over two blocks, from an independent implementation.</summary>
    [Theory]
    [InlineData(0, "46b9dd2b0ba88d13233b3feb743eeb243fcd52ea62b81b82b50c27646ed5762fd75dc4ddd8c0f200cb05019d67b592f6fc821c49479ab48640292eacb3b7c4be")]
    [InlineData(135, "c45dae624ad8a2f5aa7bac9d7557737fd91c96eedb70a6be5574d57a844eade07f4056bf081a1098101cea8132188c422136feb4687d1e2209f3fd28bedfb8f4")]
    [InlineData(136, "b7ff4073b3f5a8eabd6e17705ca7f6761a31058f9df781a6a47e3a3063b9d67a757e8dbf043dac48d2154e46d59c0b9e8bc36ba035153691fbe83b9eff5dae4a")]
    [InlineData(300, "177c5689012e0ac1f06bea70d7946bf8dfc291cf53ed38086e0b6c81815e3800364a1a05690e3bab822c4959c3f11f90e6e4d2502487538281d90ed5fe2451f2")]
    public void Read_OfAPattern_IsTheKnownAnswer(int length, string expected)
    {
        byte[] output = new byte[64];
        new Shake256(Pattern(length)).Read(output);
        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    [Fact]
    public void Read_InPieces_IsReadAtOnce() => Prop.ForAll<int[]>(lengths =>
    {
        int[] pieces = Array.ConvertAll(lengths, n => (n & int.MaxValue) % 300);
        byte[] whole = new byte[pieces.Sum()];
        new Shake256(Pattern(50)).Read(whole);
        var shake = new Shake256(Pattern(50));
        int done = 0;
        foreach (int piece in pieces)
        {
            byte[] some = new byte[piece];
            shake.Read(some);
            if (!some.AsSpan().SequenceEqual(whole.AsSpan(done, piece))) return false;
            done += piece;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];
}
