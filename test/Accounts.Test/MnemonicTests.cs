// Mnemonics beyond upstream's files: every length, every word, and what is refused (BIP-39).
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Crypto;

namespace MobileCoin.Accounts.Test;

public sealed class MnemonicTests
{
    // The list as BIP-39 publishes it: one word a line.
    [Fact]
    public void Words_AreThoseOfTheStandard()
    {
        var list = new StringBuilder();
        for (uint i = 0; i < EnglishWords.Count; i++)
        {
            string word = Encoding.ASCII.GetString(BitConverter.GetBytes(EnglishWords.Word(i))).TrimEnd();
            Assert.True(EnglishWords.TryFind(word, out uint number).Reveal());
            Assert.Equal(i, number);
            list.Append(word).Append('\n');
        }
        Assert.Equal(
            "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(list.ToString()))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Zoo")]
    [InlineData("zoö")]
    [InlineData("zo\u036f")]
    [InlineData("abandone")]
    [InlineData("abandoned")]
    [InlineData("abstractt")]
    [InlineData("        ")]
    public void Find_UnknownWord_SaysNo(string word) => Assert.False(EnglishWords.TryFind(word, out _).Reveal());

    [Theory]
    [InlineData(16, 12)]
    [InlineData(20, 15)]
    [InlineData(24, 18)]
    [InlineData(28, 21)]
    [InlineData(32, 24)]
    public void Phrase_OfEveryLength_RoundTrips(int bytes, int words)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] entropy = SHA256.HashData([(byte)bytes, (byte)seed])[..bytes];
            using var mnemonic = new Mnemonic(entropy);
            string phrase = mnemonic.ToPhrase();
            Assert.Equal(words, mnemonic.WordCount);
            Assert.Equal(words, phrase.Split(' ').Length);
            using var parsed = Mnemonic.Parse("\t " + phrase.Replace(" ", "\n  ", StringComparison.Ordinal) + "\u00a0");
            Assert.Equal(entropy, parsed.Entropy.ToArray());
        }
    }

    // Published with BIP-39 (entropy, words, seed), whose passphrase is TREZOR.
    [Theory]
    [InlineData(
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607")]
    [InlineData(
        "00000000000000000000000000000000",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04")]
    public void Seed_IsThatOfTheStandard(string entropy, string phrase, string seed)
    {
        using var mnemonic = Mnemonic.Parse(phrase);
        Assert.Equal(entropy, Convert.ToHexStringLower(mnemonic.Entropy));
        byte[] derived = new byte[Mnemonic.SeedSize];
        mnemonic.DeriveSeed("TREZOR"u8, derived);
        Assert.Equal(seed, Convert.ToHexStringLower(derived));
    }

    [Theory]
    [InlineData(MnemonicError.InvalidWordLength, "")]
    [InlineData(MnemonicError.InvalidWordLength, "zoo")]
    [InlineData(MnemonicError.InvalidWordLength, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong zoo")]
    [InlineData(MnemonicError.InvalidWord, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wronk")]
    [InlineData(MnemonicError.InvalidWord, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo-wrong")]
    [InlineData(MnemonicError.InvalidWord, "ZOO ZOO ZOO ZOO ZOO ZOO ZOO ZOO ZOO ZOO ZOO WRONG")]
    [InlineData(MnemonicError.InvalidChecksum, "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo")]
    public void Parse_InvalidPhrase_NamesTheError(MnemonicError error, string phrase)
    {
        MnemonicException e = Assert.Throws<MnemonicException>(() => Mnemonic.Parse(phrase));
        Assert.Equal(error, e.Error);
        Assert.DoesNotContain("zoo", e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(Mnemonic.TryParse(phrase, out _));
    }

    [Fact]
    public void Parse_EndlessPhrase_StopsAtTheLongest() =>
        Assert.Equal(
            MnemonicError.InvalidWordLength,
            Assert.Throws<MnemonicException>(() => Mnemonic.Parse(string.Join(' ', Enumerable.Repeat("zoo", 100_000)))).Error);

    [Fact]
    public void Parse_EveryOtherLastWord_FailsTheChecksumFifteenTimesInSixteen()
    {
        int valid = 0;
        for (uint i = 0; i < EnglishWords.Count; i++)
        {
            string word = Encoding.ASCII.GetString(BitConverter.GetBytes(EnglishWords.Word(i))).TrimEnd();
            if (Mnemonic.TryParse($"zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo {word}", out _)) valid++;
        }
        Assert.Equal(EnglishWords.Count / 16, valid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(33)]
    public void Entropy_OfAnotherLength_IsRefused(int bytes) =>
        Assert.Equal(MnemonicError.InvalidKeysize, Assert.Throws<MnemonicException>(() => new Mnemonic(new byte[bytes])).Error);

    [Fact]
    public void Disposed_HoldsNothing()
    {
        var mnemonic = new Mnemonic(new byte[16]);
        mnemonic.Dispose();
        Assert.Throws<ObjectDisposedException>(() => mnemonic.ToPhrase());
    }

    [Fact]
    public void AccountIndex_UpperBit_IsSetAnyway()
    {
        using var mnemonic = new Mnemonic(new byte[32]);
        using var plain = Slip10Key.Derive(mnemonic, 3);
        using var hardened = Slip10Key.Derive(mnemonic, 0x80000003);
        Assert.Equal(plain.Bytes.ToArray(), hardened.Bytes.ToArray());
    }

    [Fact]
    public void SampleMnemonics_TakeTheirEntropyFromOneStream()
    {
        using var stream = new Hc128(SampleMnemonics.DefaultSeed);
        using var samples = new SampleMnemonics(SampleMnemonics.DefaultSeed);
        byte[] entropy = new byte[32];
        for (int i = 0; i < 10; i++)
        {
            stream.Fill(entropy);
            using Mnemonic mnemonic = samples.Next();
            Assert.Equal(entropy, mnemonic.Entropy.ToArray());
            Assert.Equal(24, mnemonic.WordCount);
        }
    }

    [Fact]
    public void LongestPhrase_FillsItsRoom()
    {
        // 23 words of eight letters; the first is chosen such that the last one, which the checksum ends, has eight letters too.
        uint[] longest = [.. Enumerable.Range(0, EnglishWords.Count).Select(i => (uint)i).Where(i => EnglishWords.Word(i) >> 56 != ' ')];
        byte[] phrase = new byte[Mnemonic.MaxPhraseLength];
        int length = 0;
        for (int first = 0; first < longest.Length && length < phrase.Length; first++)
        {
            using var mnemonic = new Mnemonic(Entropy(longest, first));
            length = mnemonic.WritePhrase(phrase);
        }
        Assert.Equal(phrase.Length, length);
        string text = Encoding.ASCII.GetString(phrase);
        Assert.All(text.Split(' '), word => Assert.Equal(8, word.Length));
        using Mnemonic read = Mnemonic.Parse(text);
        Assert.Equal(text, read.ToPhrase());
    }

    private static byte[] Entropy(uint[] words, int first)
    {
        byte[] entropy = new byte[32];
        for (int bit = 0; bit < 8 * entropy.Length; bit++)
        {
            int word = bit / 11;
            uint number = words[word == 0 ? first : (word * 5) % words.Length];
            entropy[bit / 8] |= (byte)(((number >> (10 - (bit % 11))) & 1) << (7 - (bit % 8)));
        }
        return entropy;
    }
}
