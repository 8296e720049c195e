using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Client.Test.Codes;

public sealed class TokenInfoTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("1", 1_000_000_000_000UL)]
    [InlineData("1.5 MOB", 1_500_000_000_000UL)]
    [InlineData(" 1.5mob ", 1_500_000_000_000UL)]
    [InlineData(".000000000001", 1UL)]
    [InlineData("1.", 1_000_000_000_000UL)]
    [InlineData("0001.500000000000000000", 1_500_000_000_000UL)]
    [InlineData("18446744.073709551615 MOB", ulong.MaxValue)]
    public void Parse_OfMob(string text, ulong value) => Assert.Equal(value, TokenInfo.Mob.Parse(text));

    [Theory]
    [InlineData("", "an amount is missing")]
    [InlineData("MOB", "an amount is missing")]
    [InlineData("-1", "an amount is not negative")]
    [InlineData("1,5", "'1,5' has a comma: decimals follow a point, and digits are not grouped")]
    [InlineData("1,000.5", "'1,000.5' has a comma: decimals follow a point, and digits are not grouped")]
    [InlineData(".", "'.' is no amount")]
    [InlineData("1e3", "'1e3' is no amount of MOB: digits are expected, and a point before decimals")]
    [InlineData("1.2.3", "'1.2.3' is no amount of MOB: digits are expected, and a point before decimals")]
    [InlineData("1 EUSD", "'1 EUSD' is no amount of MOB: digits are expected, and a point before decimals")]
    [InlineData("٣", "'٣' is no amount of MOB: digits are expected, and a point before decimals")]
    [InlineData("0.0000000000001", "'0.0000000000001' has more than 12 decimals")]
    [InlineData("18446744.073709551616", "'18446744.073709551616' is more than 18446744.073709551615 MOB, the largest amount that there is")]
    [InlineData("99999999999999999999999999999999999999999999999999", "'9999999999999999999999999999999999999999…' is more than 18446744.073709551615 MOB, the largest amount that there is")]
    public void Parse_OfWhatIsNoAmount_SaysWhatIsWrong(string text, string message)
    {
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => TokenInfo.Mob.Parse(text));
        Assert.Equal((ClientError.InvalidAmount, message), (e.Error, e.Message));
        Assert.False(TokenInfo.Mob.TryParse(text, out _));
    }

    [Fact]
    public void Parse_OfTokensWithoutDecimals_TakesWholeNumbersAlone()
    {
        TokenInfo token = TokenInfo.Unnamed(8192);
        Assert.Equal(7UL, token.Parse("7"));
        Assert.Equal("7", token.Format(7));
        Assert.Equal("'7.5' has decimals, and the token has none", Assert.Throws<MobileCoinException>(() => token.Parse("7.5")).Message);
    }

    [Fact]
    public void Format_ThenParse_GivesTheSame_InAnyCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(), Gen.Choose(0, 19).ToArbitrary(), (value, decimals) =>
                {
                    var token = new TokenInfo(3, "TST", decimals);
                    return token.Parse(token.Format(value)) == value && token.Parse(token.FormatNumber(value)) == value;
                }).QuickCheckThrowOnFailure();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal("0.0004 MOB", TokenInfo.Mob.Format(400_000_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenInfo(1, "X", 20));
    }
}
