// Rows of the fact sheet that upstream's files hold too, or that are nowhere else (crypto §1.7, §1.9, §7.3).
using MobileCoin.Crypto;

namespace MobileCoin.Accounts.Test;

public sealed class SheetVectors
{
    [Theory]
    [InlineData(
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        0,
        "bc81a3710d75c69dc627b6c0497806350bb3d27b3b58d1c299df006da900c004",
        "94b7d9bd493e57fcc7e7199860131a0e9a744c139dd97fd753fc78738c7aa306")]
    [InlineData(
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        0,
        "41470544c78ce6aafdda275ed897ab17bbb00e37e7ce736908072e4f79ddf60b",
        "8a0cde4ebae6e6f89179d297eac83318e095d277a299fc5ed50c70d47fbb670c")]
    [InlineData(
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        0,
        "a8bcabaa510168d5bd21857e0fdae0738f4e76bfbf222313464ae9465ac1a80e",
        "66197369aaa12cedb795e5f7804a76b5c1ef3fec07168a9b0f83a44c4993c601")]
    [InlineData(
        "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        0,
        "319de2bc56afaf6f9afb111fcce85cf880a59e2e32dbeb3afe5ac931ab11ab00",
        "c20a5aa79d46e031f346256ceb1cca90ede84aabb646ca4d7797f2d3fe1ba300")]
    [InlineData(
        "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold",
        1,
        "9f17c593f94a744fb75098ebe846a4caad5e1becc978dff34dc552a8a30e4203",
        "a7c51e5470344b289f4e357665dfe6d8967a295a35d021ae39705eac81161c02")]
    public void Mnemonics_ToAccounts(string phrase, uint index, string view, string spend)
    {
        using var mnemonic = Mnemonic.Parse(phrase);
        using var key = Slip10Key.Derive(mnemonic, index);
        using AccountKey account = key.ToAccountKey();
        Assert.Equal(view, Convert.ToHexStringLower(account.ViewPrivateKey.Scalar.ToBytes()));
        Assert.Equal(spend, Convert.ToHexStringLower(account.SpendPrivateKey.Scalar.ToBytes()));
    }

    [Theory]
    [InlineData(
        "269f76626e8eaa1e466fe45f57cc100b5f9ec696ce922e34095294db2581ee70",
        "2683a173c59787b013c2e0a5486c6b82b8736b3411a52caa45a293e83d79b355",
        "af450111d92495617c547937ac4b69c5")]
    [InlineData(
        "ac10e6829b79b5d455ef11d9e91269709575331df5981ceba5e4419807eba123",
        "7e03ca21d1123587e3b7deec198c57e1833546ff24cf3edd0b853388fc39195c",
        "20af409e5b0bdb43ba8509a52acfd9e5")]
    public void ShortAddressHashes_OfMemos(string view, string spend, string hash) =>
        Assert.Equal(hash, Address(view, spend).ShortAddressHash().ToString());

    // The authority signed is the empty string.
    [Theory]
    [InlineData(
        "78901c11834e842df6be98c127953513e116095d4122cc27d807b4511cb81e11",
        "f62ff1c33a2285b1aee612ed87281f2c68bb2b5b0f1439a13e4ab728f98efb6a",
        "daab45d7f334872ee4c667170f42481318bc0e813c0f90e4c86015308a241e138feea095ea8decde7bbaa6690b5f925b92672cc37074c871d7c7d1b274ae1e82",
        "LzoUvXt79qxx7T2v1bfLiv6bsXb48K9hry7nvun9JZuGBFrZfy48rNTrk6xV7SRme3KAmPgtTkfEE2hdPtfpNrgCdM8hfBFijXxiekoTqhSujNv6BzNjHXiTB8pCLAHLa21vF9gc9ZKRd73GuVS7NABTSg9rheGk6L3Us8nFsMLiMcAS3o1h7UPAJHeQKZndFhVko39YiCPzVGZPy3p74cEFWvdgMmiy")]
    [InlineData(
        "f2d51823a747410a08afd4b0c2f853e2e40a066e34b23f3600274c7b7289f23c",
        "fa8793e2adf079a4282c80ca885c9a2bc78f83c501032273be9ed5e9c81b8f2a",
        "e86999c81acf2f2b29c34c960f0082b4bf07c1a69c434ca45dc62ed3f0d7c240ef0c8e13edae18ccb2b0c1dd07aa2c8f19e0812311b86739d8374a627e51078d",
        "YP9Mg88XxqtXgsquPFRDzJtz7JH5rpC3sKZCvJkwNRZ3c3ddoWFWZ7mKLKwufSJKATDuRxTMki6NtX4yarpyCqnx5YGJKhJwp3ysA3ZhMSihjukeWqwcdA6jDQRR4URYN97RKoAYia8yMZYBsf95nx5G3CC8ukFNuLxe3dZPV9vEzqxuY7nvJ89Rgry3JVRjC1mK8iZPrzJNKYWKiRDh8nJqYTTT1Ftg")]
    public void B58_OfAddressesWithFog(string view, string spend, string signature, string b58)
    {
        PublicAddress keys = Address(view, spend);
        var address = new PublicAddress(keys.ViewPublicKey, keys.SpendPublicKey, "fog://example.com", "", Convert.FromHexString(signature));
        Assert.True(address.VerifyFogAuthority([]));
        using var wrapper = new PrintableWrapper(address);
        Assert.Equal(b58, wrapper.B58Encode());
        using PrintableWrapper decoded = PrintableWrapper.B58Decode(b58);
        Assert.Equal(address, decoded.PublicAddress);
    }

    // The account made from 32 zero bytes signs the empty authority as the table says.
    [Fact]
    public void Account_MakesTheSignatureOfTheTable()
    {
        using var identity = new RootIdentity(new byte[32], "fog://example.com", "", default);
        using AccountKey account = identity.ToAccountKey();
        Assert.Equal(
            "daab45d7f334872ee4c667170f42481318bc0e813c0f90e4c86015308a241e138feea095ea8decde7bbaa6690b5f925b92672cc37074c871d7c7d1b274ae1e82",
            Convert.ToHexStringLower(account.DefaultSubaddress().FogAuthoritySig));
    }

    private static PublicAddress Address(string view, string spend) =>
        new(RistrettoPublic.Parse(Convert.FromHexString(view)), RistrettoPublic.Parse(Convert.FromHexString(spend)));
}
