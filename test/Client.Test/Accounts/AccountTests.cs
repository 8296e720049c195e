using MobileCoin.Accounts;
using MobileCoin.Testing;

namespace MobileCoin.Client.Test.Accounts;

public sealed class AccountTests
{
    private const string Words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    private static readonly FogSettings Fog = new("fog://fog.example.com", "", new byte[] { 0x30, 0x03, 1, 2, 3 });

    private static MobileCoinException Refused(string words) => Assert.Throws<MobileCoinException>(() => Account.FromMnemonic(words));

    [Fact]
    public void Mnemonic_GivesTheAccountOfItsKeyFile()
    {
        using Account account = Account.FromMnemonic(Words, 3, Fog), other = Account.FromMnemonic(Words, 4, Fog);
        using var mnemonic = Mnemonic.Parse(Words);
        using var unchecked3 = new UncheckedMnemonicAccount(mnemonic, 3, Fog.ReportUrl, Fog.ReportId, Fog.AuthoritySpki.Span);
        using AccountKey key = unchecked3.ToAccountKey();
        Assert.Equal(key.DefaultSubaddress(), account.Address);
        Assert.Equal(key.ChangeSubaddress(), account.ChangeAddress);
        Assert.NotEqual(other.Address, account.Address);
        Assert.True(account.Address.HasFog);
        Assert.True(account.CanSpend);
        Assert.Equal(Fog.ReportUrl, account.Fog!.ReportUrl);
    }

    [Theory]
    [InlineData("abandon abandon abandom abandon", "word 3, 'abandom',")]
    [InlineData("Abandon abandon", "word 1, 'Abandon',")]
    [InlineData("", "these are 0")]
    [InlineData("abandon about", "these are 2")]
    [InlineData("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon", "do not belong together")]
    public void WrongMnemonic_IsToldByWordAndPlace(string words, string told)
    {
        MobileCoinException e = Refused(words);
        Assert.Equal(ClientError.InvalidMnemonic, e.Error);
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
        Assert.False(e.MayRetry);
    }

    [Fact]
    public void MnemonicOfTooManyWords_IsTold() => Assert.Contains("these are 25", Refused(string.Join(' ', Enumerable.Repeat("abandon", 25))).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_GivesWordsThatComeBack()
    {
        using var account = Account.Create(Fog, out string words, new SeededBytes(5).Fill);
        Assert.Equal(24, words.Split(' ').Length);
        using Account again = Account.FromMnemonic(words, fog: Fog), drawn = Account.Create(null, out string others);
        Assert.Equal(account.Address, again.Address);
        Assert.NotEqual(words, others);
        Assert.Null(drawn.Fog);
    }

    [Fact]
    public void Entropy_GivesTheAccountOfOld_AndNothingElse()
    {
        byte[] entropy = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        using var account = Account.FromEntropy(entropy, Fog);
        using var identity = new RootIdentity(entropy, Fog.ReportUrl, "", Fog.AuthoritySpki.Span);
        using AccountKey key = identity.ToAccountKey();
        Assert.Equal(key.DefaultSubaddress(), account.Address);
        Assert.Equal(ClientError.InvalidEntropy, Assert.Throws<MobileCoinException>(() => Account.FromEntropy(new byte[31])).Error);
    }

    [Fact]
    public void KeyFile_OfEitherKind_IsRead_AndErrorsNameIt()
    {
        string folder = Directory.CreateTempSubdirectory("client-keys-").FullName;
        try
        {
            using var mnemonic = Mnemonic.Parse(Words);
            using var saved = new UncheckedMnemonicAccount(mnemonic, 0, Fog.ReportUrl, "", Fog.AuthoritySpki.Span);
            using var identity = new RootIdentity(new byte[32]);
            string path = Path.Combine(folder, "a.json");
            File.WriteAllBytes(path, KeyFile.WriteSecret(saved));
            using (var account = Account.FromKeyFile(path)) Assert.Equal(Account.FromMnemonic(Words, 0, Fog).Address, account.Address);
            File.WriteAllBytes(path, KeyFile.WriteSecret(identity));
            using (var account = Account.FromKeyFile(path)) Assert.Equal(Account.FromEntropy(new byte[32]).Address, account.Address);
            foreach ((string contents, string told) in ((string, string)[])[
                ("", ""), ("[]", ""), ("{}", "mnemonic"), ("""{"mnemonic":"abandon abandom","account_index":0}""", "word 2 of the mnemonic"), ("""{"root_entropy":[1]}""", "1 bytes")])
            {
                File.WriteAllText(path, contents);
                MobileCoinException e = Assert.Throws<MobileCoinException>(() => Account.FromKeyFile(path));
                Assert.Equal(ClientError.InvalidKeyFile, e.Error);
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
                Assert.Contains(told, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("abandom", e.Message, StringComparison.Ordinal);
            }
            Assert.Contains("cannot be read", Assert.Throws<MobileCoinException>(() => Account.FromKeyFile(Path.Combine(folder, "none.json"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ViewOnly_SeesTheSameAddresses_AndCannotSpend()
    {
        using var account = Account.FromMnemonic(Words);
        using Account view = account.ToViewOnly(), fogged = account.WithFog(Fog), without = fogged.WithFog(null);
        Assert.False(view.CanSpend);
        Assert.Equal(account.Address, view.Address);
        Assert.Equal(account.Subaddress(12), view.Subaddress(12));
        Assert.Equal(account.Address, without.Address);
        Assert.NotEqual(account.Address, fogged.Address);
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => view.Key);
        Assert.Equal(ClientError.ViewOnly, e.Error);
        using Account same = Account.ViewOnly(account.View.ViewPrivateKey, account.View.SpendPublicKey);
        Assert.Equal(view.Address, same.Address);
        Assert.Equal(SavedState.Fingerprint(account), SavedState.Fingerprint(same));
    }

    [Fact]
    public void Text_TellsTheAddressHashAlone()
    {
        using var account = Account.FromMnemonic(Words);
        using Account view = account.ToViewOnly();
        Assert.Equal($"account {account.Address.ShortAddressHash()}", account.ToString());
        Assert.EndsWith("(view only)", view.ToString(), StringComparison.Ordinal);
    }
}
