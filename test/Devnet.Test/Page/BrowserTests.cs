using Microsoft.Playwright;
using MobileCoin.Devnet.Page;
using static Microsoft.Playwright.Assertions;

namespace MobileCoin.Devnet.Test.Page;

public class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Payment_ChangesBothBalances_AndPassesItsHops()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (IPage tab, List<string> complaints) = await browser.OpenAsync(page.Page.Address);
        await Expect(tab.Locator("#answer")).ToHaveTextAsync("Every shard is at tip.");
        await Expect(tab.Locator("#alice-balance-0")).ToHaveTextAsync("250");

        // By labels and keys, as somebody who does not see it would.
        ILocator form = tab.GetByRole(AriaRole.Form, new() { Name = "Pay from Alice's wallet" });
        await form.GetByLabel("Amount").FillAsync("1.5");
        await form.GetByLabel("Amount").PressAsync("Enter");
        await Expect(form.GetByRole(AriaRole.Status)).ToHaveTextAsync("1.5 MOB are on the way to Bob.");
        await Expect(tab.Locator("#node-report")).ToHaveClassAsync("node lit");
        while (page.Devnet.PassHop()) { }

        await Expect(tab.Locator("#bob-balance-0")).ToHaveTextAsync("41.5");
        await Expect(tab.Locator("#alice-balance-0")).ToHaveTextAsync("248.4996");
        await Expect(form.GetByRole(AriaRole.Status)).ToContainTextAsync("Bob has 1.5 MOB, after");
        await Expect(tab.Locator("#hops li")).ToHaveCountAsync(8);
        await Expect(tab.Locator("#flow .node.lit")).ToHaveCountAsync(9);
        await Expect(tab.Locator("#alice-history li").First).ToContainTextAsync("to Bob−1.5 MOBblock 101 · fee 0.0004");
        await Expect(tab.Locator("#blocks tr").First).ToContainTextAsync("Alice → Bob");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Mistake_IsToldNextToTheForm_AndIsPutRight()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (IPage tab, _) = await browser.OpenAsync(page.Page.Address);
        ILocator amount = tab.Locator("#pay-bob-amount"), message = tab.Locator("#pay-bob-message");
        await amount.FillAsync("9000");
        await tab.Locator("#pay-bob button[type=submit]").ClickAsync();
        await Expect(message).ToHaveTextAsync("Bob has 40 MOB, which does not cover this and the fee of 0.0004 MOB.");
        await Expect(message).ToHaveAttributeAsync("role", "alert");
        await Expect(amount).ToBeFocusedAsync();
        await Expect(amount).ToHaveAttributeAsync("aria-invalid", "true");

        await amount.FillAsync("2");
        await amount.PressAsync("Enter");
        await Expect(message).ToHaveTextAsync("2 MOB are on the way to Alice.");
        Assert.Null(await amount.GetAttributeAsync("aria-invalid"));
    }

    [Fact]
    public async Task Faucet_Gives()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (IPage tab, List<string> complaints) = await browser.OpenAsync(page.Page.Address);
        await tab.Locator("#faucet-to").FillAsync("Bob");
        await tab.Locator("#faucet-amount").FillAsync("12.25");
        await tab.Locator("#faucet-token").SelectOptionAsync("eUSD");
        await tab.Locator("#faucet button").ClickAsync();
        await Expect(tab.Locator("#faucet-message")).ToHaveTextAsync("12.25 eUSD are on the way to Bob.");
        while (page.Devnet.PassHop()) { }
        await Expect(tab.Locator("#bob-balance-1")).ToHaveTextAsync("1,012.25");
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(800, 1000, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    public async Task Page_FitsItsWindow_AndFollowsTheScheme(int width, int height, ColorScheme scheme)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (IPage tab, List<string> complaints) = await browser.OpenAsync(page.Page.Address, width, height, scheme);
        page.Devnet.Feed.Publish(new Told(DateTimeOffset.UtcNow, "ingest-1", $"A key was lost: {new string('7', 64)}", true));
        await Expect(tab.Locator("#told li").First).ToContainTextAsync("A key was lost");
        Assert.Equal(width, await tab.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('main *:not(.spoken)')].filter(e => !e.closest('.scroll, svg')).map(e => Math.ceil(e.getBoundingClientRect().right)), window.innerWidth)"));
        string ground = await tab.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(14, 18, 23)" : "rgb(244, 246, 248)", ground);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Shard_ThatFallsBehindOrIsSilent_IsSaidAtTheTop()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (IPage tab, _) = await browser.OpenAsync(page.Page.Address);
        IReadOnlyList<DevnetStore> stores = page.Devnet.State.Stores;
        page.Devnet.Set(page.Devnet.State, new StoresChanged([stores[0], stores[1] with { Tip = 61 }, stores[2]]));
        await Expect(tab.Locator("#answer")).ToHaveTextAsync("1 shard of 3 is behind, by up to 37 blocks.");
        page.Devnet.Set(page.Devnet.State, new StoresChanged([stores[0], stores[1], stores[2] with { Tip = null }]));
        await Expect(tab.Locator("#answer")).ToHaveTextAsync("1 shard of 3 does not answer: key-image-store-0.");
        page.Devnet.Set(page.Devnet.State, new StoresChanged(stores));
        await Expect(tab.Locator("#answer")).ToHaveTextAsync("Every shard is at tip.");
        DevnetService stopped = page.Devnet.State.Services[0] with { Health = DevnetHealth.Stopped, Detail = "ended with code 3", ResidentBytes = null, ProcessId = null };
        page.Devnet.Set(page.Devnet.State, new ServicesChanged([stopped, .. page.Devnet.State.Services.Skip(1)]));
        await Expect(tab.Locator("#reasons")).ToContainTextAsync("consensus: stopped");
        await Expect(tab.Locator("#node-validator")).ToHaveAttributeAsync("data-health", "bad");
    }

    [Fact]
    public async Task Devnet_ThatGoesAndComesBack_IsNoticed_AndCanBePaidFrom()
    {
        RunningPage first = await RunningPage.StartAsync();
        (IPage tab, _) = await browser.OpenAsync(first.Page.Address);
        int port = first.Page.Address.Port;
        first.Devnet.Feed.Publish(new GoingDown());
        await Expect(tab.Locator("#banner")).ToContainTextAsync("The devnet was shut down.");
        await first.DisposeAsync();
        await Expect(tab.Locator("#link")).ToHaveTextAsync("reconnecting");
        await Expect(tab.Locator("#pay-alice button[type=submit]")).ToBeDisabledAsync();

        await using RunningPage second = await RunningPage.StartAsync(port: port);
        await Expect(tab.Locator("#link")).ToHaveTextAsync("live", new() { Timeout = 30_000 });
        await Expect(tab.Locator("#banner")).ToBeHiddenAsync();
        await tab.Locator("#pay-alice-amount").FillAsync("3");
        await tab.Locator("#pay-alice button[type=submit]").ClickAsync();
        await Expect(tab.Locator("#pay-alice-message")).ToHaveTextAsync("3 MOB are on the way to Bob.");
    }

    [Fact]
    public async Task Texts_OfTheDevnet_AreNeverMarkup()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (IPage tab, List<string> complaints) = await browser.OpenAsync(page.Page.Address);
        const string Markup = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        page.Devnet.Feed.Publish(new Told(DateTimeOffset.UtcNow, Markup, Markup, true));
        page.Devnet.Set(page.Devnet.State, new ServicesChanged([page.Devnet.State.Services[0] with { Name = Markup, Detail = Markup, Health = DevnetHealth.NotServing }]));
        await Expect(tab.Locator("#told li").First).ToContainTextAsync(Markup);
        await Expect(tab.Locator("#services .detail")).ToHaveTextAsync(Markup);
        Assert.Equal(0, await tab.Locator("#told img, #services img, main script").CountAsync());
        Assert.Empty(complaints);
    }
}
