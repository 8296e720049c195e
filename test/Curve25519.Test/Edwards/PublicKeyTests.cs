// Which bytes can be an Ed25519 key: the parser's rule, laxer than that of verification (fact sheet crypto §1.1, §2.3).
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Edwards;

public sealed class PublicKeyTests
{
    [Fact]
    public void IsPublicKey_OfAnyBytes_IsWhetherTheyDecode()
    {
        var random = new Random(1);
        int valid = 0;
        for (int i = 0; i < 200; i++)
        {
            byte[] key = Samples.Bytes(random, 32);
            Assert.Equal(EdwardsModel.Decode(key) is not null, Ed25519.IsPublicKey(key));
            valid += Ed25519.IsPublicKey(key) ? 1 : 0;
        }
        Assert.InRange(valid, 50, 150);
    }

    [Fact]
    public void IsPublicKey_OfSmallOrderOrNonCanonicalBytes_IsTrue()
    {
        Assert.All(EdwardsModel.Torsion, point => Assert.True(Ed25519.IsPublicKey(point.Encode())));
        byte[] identity = FieldModel.ToBytes(FieldModel.P + 1);
        Assert.True(Ed25519.IsPublicKey(identity));
        identity[31] |= 0x80;
        Assert.True(Ed25519.IsPublicKey(identity));
    }

    [Theory]
    [InlineData(0), InlineData(31), InlineData(33), InlineData(64)]
    public void IsPublicKey_OfAnotherLength_IsFalse(int length) => Assert.False(Ed25519.IsPublicKey(new byte[length]));
}
