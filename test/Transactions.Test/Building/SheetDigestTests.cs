// The digests that the fact sheet gives for inputs with rules and for what rings sign (ledger A.3, A.6).
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.Building;

public sealed class SheetDigestTests
{
    private static readonly TxOut Output = new(
        new MaskedAmount(MaskedAmountVersion.V2, Point("42ff4c72f8b4c02e0ccba20b0197fa19e33522b131c243a7df9660639f1e4949"), 9333989940299914976, Hex("be23706fb90b5bfb")),
        Point("5cf12e056b9131692405f410cc03049b49d6e2d12b05c3be8f9504fbe2ba9d48"),
        Point("026279e22d00e163a9edd28506dbe778752ed53a5cc5625d5d712b3f371d8f1f"),
        new EncryptedFogHint(Hex(
            "725539d655e35bf2ffbbb21aa056da02da8a2f36a9014cb9c474fb2573ed4c972e0964dc03fdff12b46dd1c0bbe4d341c8d4a42f6b09782fb3b5d93e1116b1bb9f65d205af9328fb0a5b8f3347626f7ebc4e0100")),
        new EncryptedMemo(Hex(
            "c4277d6a49b752fd39666d1317216e41d8f0bc6ed2d74fc06f36c9f07b6d9954c26d2ce7c3ff4aa95dc1c2e26f50e025d57534258a327f6c5ddd3916acdfa174e2f3")));

    private static readonly TxOutMembershipProof Proof = new(0, 0, [new TxOutMembershipElement(new Range(0, 0), MerkleHash.Leaf(Output))]);

    private static readonly InputRules Rules = new() { RequiredOutputs = [Output], MaxTombstoneBlock = 50 };

    [Fact]
    public void Output_HasItsHash() => Assert.Equal("1a92a16f89463fb774ac536258541628c1c9ab37c52eb2f480ca58771d6a946c", Text(Output.Hash()));

    [Theory]
    [InlineData(0, "d66ee3e2cf56c18f0bc2979bb56a8d97e89b3157d40468d22456ba8f6526f100")]
    [InlineData(1, "24f83968afbd55aded0fdeae253294b3bab8fba3ff0bffcac7482c45cd1de343")]
    public void Prefix_HasItsHash(ulong token, string hash) => Assert.Equal(hash, Text(Prefix(token).Hash()));

    [Fact]
    public void Rings_SignTheirDigests()
    {
        CompressedRistretto[] pseudoOutputs = [Output.MaskedAmount!.Commitment];
        SigningDigests second = SigningDigests.Compute(BlockVersion.FromUInt32(2), Prefix(0), pseudoOutputs, Hex("00010203"), []);
        Assert.Equal("137b0bae995e727b00a13b942db5c80d81d225473a0d5a1ffe2a5c67cb1319e6", Text(second.ExtendedMessage));
        Assert.Equal(second.ExtendedMessage, second.Mlsag);
        SigningDigests third = SigningDigests.Compute(BlockVersion.FromUInt32(3), Prefix(0), pseudoOutputs, [], [Hex("00010203")]);
        Assert.Equal("e9e1265dd564b3914bfd0572494e60154fb5f1f839099afbb42804c30c7846cc", Text(third.ExtendedMessage));
        Assert.Equal("359f70f9fca8967548be74ac2726d7207b55ac24133f242f7320e9e60f5d6d52", Text(third.Mlsag));
    }

    [Fact]
    public void Rules_HaveTheirDigests()
    {
        Assert.Equal("b47673a44a82fa9d3c1df2c29fab6965a4b75d973a32f4f52a411f8e11cb1429", Text(Rules.CanonicalDigest()));
        Assert.Equal("921287f19630a0c8e32f7ceafa7885a9d5058e95b85e0ddd0c901b73b2b7116f", Text(new TxIn([Output], [Proof], Rules).SignedDigest()!));
        Assert.Null(new TxIn([Output], [Proof], null).SignedDigest());
    }

    [Fact]
    public void RevealedOutput_TellsItsAmount()
    {
        RevealedTxOut revealed = new(Output, Hex("05ea772dc9a235529f2d1d23f65601171dd1770529a4d16d77ace2f332c208df"));
        Assert.Null(revealed.Reveal(out Amount amount));
        Assert.Equal(new Amount(1_000_000_000, 0), amount);
    }

    private static TxPrefix Prefix(ulong token) => new([new TxIn([Output], [Proof], null)], [Output], new Amount(400_000_000, token), 100);

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static string Text(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static CompressedRistretto Point(string text) => new(Hex(text));
}
