// Key files: bytes as sample-keys writes them, and what may be read (fact sheet ledger §5.10, §8).
using System.Text;
using MobileCoin.Wire;

namespace MobileCoin.Accounts.Test;

public sealed class KeyFileTests
{
    private const string Phrase = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    [Fact]
    public void Secret_WithoutFog_IsCompactJson()
    {
        using var account = new UncheckedMnemonicAccount(new Mnemonic(new byte[16]), 0);
        Assert.Equal(
            $$"""{"mnemonic":"{{Phrase}}","account_index":0,"fog_report_url":null,"fog_report_id":"","fog_authority_spki":null}""",
            Encoding.UTF8.GetString(KeyFile.WriteSecret(account)));
        AssertReads(account);
    }

    [Fact]
    public void Secret_WithFog_HasTheAuthorityAsNumbers()
    {
        using var account = new UncheckedMnemonicAccount(new Mnemonic(new byte[16]), uint.MaxValue, "fog://a\"\\\u0001ü", "\t", [0, 9, 10, 255]);
        Assert.Equal(
            $$"""{"mnemonic":"{{Phrase}}","account_index":4294967295,"fog_report_url":"fog://a\"\\\u0001ü","fog_report_id":"\t","fog_authority_spki":[0,9,10,255]}""",
            Encoding.UTF8.GetString(KeyFile.WriteSecret(account)));
        AssertReads(account);
    }

    [Fact]
    public void Secret_OfTheOldKind_RoundTrips()
    {
        using var identity = new RootIdentity(Samples.Bytes(1, 32), "fog://a", "b", [1, 2, 3]);
        byte[] file = KeyFile.WriteSecret(identity);
        Assert.StartsWith("{\"root_entropy\":[", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.EndsWith("],\"fog_url\":\"fog://a\",\"fog_report_id\":\"b\",\"fog_authority_spki\":[1,2,3]}", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        using RootIdentity read = KeyFile.ReadRootIdentity(file);
        Assert.Equal(identity, read);
        using AccountKey expected = identity.ToAccountKey(), account = KeyFile.ReadAccountKey(file);
        Assert.Equal(expected, account);
    }

    [Fact]
    public void Address_AsMessageAndAsText()
    {
        PublicAddress address = Samples.FogAccount(1).DefaultSubaddress();
        Assert.Equal(address.Encode(), KeyFile.WritePublic(address));
        Assert.Equal(address, KeyFile.ReadPublic(KeyFile.WritePublic(address)));
        byte[] text = KeyFile.WriteB58(address);
        Assert.Equal(new PrintableWrapper(address).B58Encode(), Encoding.ASCII.GetString(text));
        Assert.Equal(address, KeyFile.ReadB58(text));
        Assert.Equal(address, KeyFile.ReadB58([.. text, (byte)'\r', (byte)'\n']));
        Assert.Throws<PrintableException>(() => KeyFile.ReadB58([.. text, 0x85, 0xff]));
        Assert.Throws<WireException>(() => KeyFile.ReadB58(Encoding.ASCII.GetBytes(new PrintableWrapper(new PaymentRequest(address)).B58Encode())));
        Assert.Equal("account_keys_7.b58pub", KeyFile.SampleName(7) + KeyFile.B58Extension);
    }

    // The first sample account of the default seed: its files fit together.
    [Fact]
    public void Sample_FilesAgree()
    {
        using var samples = new SampleMnemonics(SampleMnemonics.DefaultSeed);
        for (int i = 0; i < 3; i++)
        {
            using Mnemonic mnemonic = samples.Next();
            using var unchecked_ = new UncheckedMnemonicAccount(mnemonic, 0, "fog://fog.example.com", "", Samples.Bytes(9, 44));
            using AccountKey account = KeyFile.ReadAccountKey(KeyFile.WriteSecret(unchecked_));
            using var key = Slip10Key.Derive(mnemonic, 0);
            using AccountKey expected = key.ToAccountKey("fog://fog.example.com", "", Samples.Bytes(9, 44));
            Assert.Equal(expected, account);
            Assert.True(account.DefaultSubaddress().VerifyFogAuthority(Samples.Bytes(9, 44)));
            Codec.AssertRoundTrip(unchecked_.Encode(), unchecked_);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"mnemonic":null,"account_index":0}""")]
    [InlineData("""{"mnemonic":"zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"}""")]
    public void Missing_IsNamedWhenTheKeysAreDerived(string json)
    {
        using UncheckedMnemonicAccount account = KeyFile.ReadMnemonicAccount(Encoding.UTF8.GetBytes(json));
        WireException e = Assert.Throws<WireException>(() => account.ToAccountKey());
        Assert.Contains("absent", e.Message, StringComparison.Ordinal);
        Codec.AssertRoundTrip(account.Encode(), account);
    }

    [Fact]
    public void Reading_TakesOtherMembersOrderEscapesAndSpace()
    {
        string json = $$""" { "x": [{"mnemonic":1}], "fog_report_id" : "\u0062", "account_index":7 , "mnemonic":"{{Phrase.Replace("b", "\\u0062", StringComparison.Ordinal)}}"} """;
        using UncheckedMnemonicAccount account = KeyFile.ReadMnemonicAccount(Encoding.UTF8.GetBytes(json));
        Assert.Equal(Phrase, Encoding.UTF8.GetString(account.Phrase));
        Assert.Equal((7u, "b", null), (account.AccountIndex, account.FogReportId, account.FogReportUrl));
        using Mnemonic mnemonic = account.ToMnemonic();
        Assert.Equal(new byte[16], mnemonic.Entropy.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{},")]
    [InlineData("""{"mnemonic":1}""")]
    [InlineData("""{"mnemonic":["zoo"]}""")]
    [InlineData("""{"mnemonic":"zoo secret""")]
    [InlineData("""{"mnemonic":"zoo secret\ud800"}""")]
    [InlineData("""{"account_index":-1}""")]
    [InlineData("""{"account_index":4294967296}""")]
    [InlineData("""{"account_index":1.5}""")]
    [InlineData("""{"account_index":"1"}""")]
    [InlineData("""{"fog_report_url":1}""")]
    [InlineData("""{"fog_authority_spki":"AA"}""")]
    [InlineData("""{"fog_authority_spki":[256]}""")]
    [InlineData("""{"fog_authority_spki":[1,null]}""")]
    [InlineData("""{"fog_authority_spki":[1,[2]]}""")]
    public void Malformed_IsRefusedWithoutQuotingIt(string json)
    {
        WireException e = Assert.Throws<WireException>(() => KeyFile.ReadMnemonicAccount(Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith("key file: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.Throws<WireException>(() => KeyFile.ReadAccountKey(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"root_entropy":null}""")]
    [InlineData("""{"root_entropy":[1,2,3]}""")]
    [InlineData("""{"root_entropy":"00"}""")]
    public void OldKind_WithoutEntropy_IsRefused(string json) =>
        Assert.Throws<WireException>(() => KeyFile.ReadRootIdentity(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void DeepJson_IsRefused() =>
        Assert.Throws<WireException>(() => KeyFile.ReadMnemonicAccount(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 100_000))));

    [Fact]
    public void FogWithoutAuthority_IsRefused() =>
        Assert.Equal(
            "fogAuthoritySpki",
            Assert.Throws<ArgumentException>(() => new UncheckedMnemonicAccount(new Mnemonic(new byte[16]), 0, "fog://a", "", default)).ParamName);

    private static void AssertReads(UncheckedMnemonicAccount account)
    {
        using UncheckedMnemonicAccount read = KeyFile.ReadMnemonicAccount(KeyFile.WriteSecret(account));
        Assert.Equal(account, read);
        Codec.AssertRoundTrip(account.Encode(), account);
        using AccountKey a = account.ToAccountKey(), b = KeyFile.ReadAccountKey(KeyFile.WriteSecret(account));
        Assert.Equal(a, b);
    }
}
