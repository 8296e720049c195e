using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MobileCoin.Devnet.Test.Page;

/// <summary>The page of a real network, in a real browser, with real payments. MC_SCREENSHOTS names a folder that gets pictures of it.</summary>
public class RealDevnetTests(Browser browser, RealDevnet devnet) : IClassFixture<Browser>, IClassFixture<RealDevnet>
{
    private const float Patience = 120_000;

    [Fact]
    public async Task Payments_OfBothTokens_ChangeBothBalances()
    {
        (IPage tab, List<string> complaints) = await browser.OpenAsync(devnet.Page);
        await Expect(tab.Locator("#answer")).ToHaveTextAsync("Every shard is at tip.", new() { Timeout = Patience });
        await Expect(tab.Locator("#link")).ToHaveTextAsync("live");

        await PayAsync(tab, "alice", "bob", token: 0, "1.5", "0.0004");
        await PayAsync(tab, "bob", "alice", token: 1, "20.25", null);
        await PayAsync(tab, "bob", "alice", token: 0, "0.75", "0.0004");
        Assert.True(await tab.Locator("#services li").CountAsync() >= 8);
        Assert.Equal(0, await tab.Locator("#services [data-level=bad]").CountAsync());
        Assert.Equal("live", await tab.Locator("#link").TextContentAsync());

        // The faucet pays through the same Fog.
        decimal before = await BalanceAsync(tab, "bob", 0);
        await tab.Locator("#faucet-to").FillAsync("Bob");
        await tab.Locator("#faucet-amount").FillAsync("5");
        await tab.Locator("#faucet button").ClickAsync();
        await Expect(tab.Locator("#bob-balance-0")).ToHaveTextAsync(Text(before + 5), new() { Timeout = Patience });
        await Expect(tab.Locator("#answer")).ToHaveTextAsync("Every shard is at tip.", new() { Timeout = Patience });
        Assert.Empty(complaints);
        await PictureAsync();
    }

    [Theory]
    [InlineData("#pay-alice", "to", "2TrAdHm4tpb", "neither Alice and Bob nor an address")]
    [InlineData("#pay-alice", "amount", "1000000", "can spend")]
    [InlineData("#pay-alice", "amount", "0", "more than zero")]
    public async Task Mistake_IsToldInWords(string form, string field, string value, string words)
    {
        (IPage tab, _) = await browser.OpenAsync(devnet.Page);
        await tab.Locator($"{form}-amount").FillAsync("1");
        await tab.Locator($"{form}-{field}").FillAsync(value);
        await tab.Locator($"{form} button[type=submit]").ClickAsync();
        ILocator message = tab.Locator($"{form}-message");
        await Expect(message).ToHaveAttributeAsync("role", "alert", new() { Timeout = Patience });
        await Expect(message).ToContainTextAsync(words);
        await Expect(tab.Locator($"{form}-{field}")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    private static async Task PayAsync(IPage tab, string from, string to, int token, string amount, string? fee)
    {
        decimal payer = await BalanceAsync(tab, from, token), payee = await BalanceAsync(tab, to, token);
        await tab.Locator($"#pay-{from}-token").SelectOptionAsync(token.ToString(CultureInfo.InvariantCulture));
        await tab.Locator($"#pay-{from}-amount").FillAsync(amount);
        await tab.Locator($"#pay-{from}-amount").PressAsync("Enter");
        decimal paid = decimal.Parse(amount, CultureInfo.InvariantCulture);
        await Expect(tab.Locator($"#{to}-balance-{token}")).ToHaveTextAsync(Text(payee + paid), new() { Timeout = Patience });
        await Expect(tab.Locator($"#pay-{from}-message")).ToContainTextAsync(", after ", new() { Timeout = Patience });
        if (fee is not null)
            await Expect(tab.Locator($"#{from}-balance-{token}")).ToHaveTextAsync(Text(payer - paid - decimal.Parse(fee, CultureInfo.InvariantCulture)), new() { Timeout = Patience });
        await Expect(tab.Locator("#flow .node.lit")).ToHaveCountAsync(9, new() { Timeout = Patience });
    }

    private static async Task<decimal> BalanceAsync(IPage tab, string wallet, int token) =>
        decimal.Parse((await tab.Locator($"#{wallet}-balance-{token}").TextContentAsync())!, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Text(decimal balance) => balance.ToString("#,0.############", CultureInfo.InvariantCulture);

    private async Task PictureAsync()
    {
        if (Environment.GetEnvironmentVariable("MC_SCREENSHOTS") is not { Length: > 0 } folder) return;
        (IPage tab, _) = await browser.OpenAsync(devnet.Page);
        for (int i = 1; i <= 24; i++)
        {
            await PayAsync(tab, i % 3 == 0 ? "bob" : "alice", i % 3 == 0 ? "alice" : "bob", i % 4 == 0 ? 1 : 0, Text(i * 0.35m), null);
            await tab.WaitForTimeoutAsync(i * 3571 % 4000); // as people pay, for the charts
        }
        (string Name, int Width, int Height, ColorScheme Scheme)[] pictures =
        [
            ("devnet", 1280, 900, ColorScheme.Light), ("devnet-dark", 1280, 900, ColorScheme.Dark), ("devnet-phone", 390, 844, ColorScheme.Light),
        ];
        foreach ((string name, int width, int height, ColorScheme scheme) in pictures)
        {
            (tab, _) = await browser.OpenAsync(devnet.Page, width, height, scheme);
            await PayAsync(tab, "alice", "bob", 0, "2.5", null);
            await Expect(tab.Locator("#answer")).ToHaveTextAsync("Every shard is at tip.", new() { Timeout = Patience });
            await tab.EvaluateAsync("document.activeElement.blur(); scrollTo(0, 0)");
            await tab.WaitForTimeoutAsync(2000); // keys are looked at once a second
            await tab.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }
}
