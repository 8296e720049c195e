using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet.Test.Page;

public class PageApiTests
{
    private const string Pay = """{"from":"Alice","to":"Bob","token":0,"amount":"1.5"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/flow.js", "text/javascript")]
    [InlineData("/style.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task File_IsServed_AndNeedsNothingFromElsewhere(string path, string type)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using HttpResponseMessage response = await page.Http.GetAsync(path, Cancellation);
        string content = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("default-src 'none'; script-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Server"));
        Assert.DoesNotContain("//", content.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Split('\n').Select(line => line.Split("// ")[0]).Aggregate("", string.Concat), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_HoldsNoScriptAndNoStyleOfItsOwn()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        string html = await page.Http.GetStringAsync("/", Cancellation);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script[^>]*>[^<]", html);
        Assert.DoesNotMatch(" on[a-z]+=", html);
    }

    [Fact]
    public async Task State_HoldsEverything_AndAmountsAreTexts()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        JsonElement state = await page.StateAsync();
        Assert.Equal("local", state.GetProperty("about").GetProperty("chainId").GetString());
        Assert.Equal(11, state.GetProperty("state").GetProperty("services").GetArrayLength());
        Assert.Equal("Serving", state.GetProperty("state").GetProperty("services")[0].GetProperty("health").GetString());
        JsonElement balance = state.GetProperty("state").GetProperty("wallets")[0].GetProperty("balances")[0];
        Assert.Equal("250000000000000", balance.GetProperty("value").GetString());
        Assert.Equal(0, balance.GetProperty("token").GetInt32());
        Assert.Equal(240, state.GetProperty("samples").GetArrayLength());
        Assert.Equal(0, state.GetProperty("told").GetArrayLength());

        for (int i = 0; i <= DevnetFeed.KeptTold; i++) page.Devnet.Feed.Publish(new Told(DateTimeOffset.UnixEpoch, "ingest", $"line {i}", false));
        state = await page.StateAsync();
        Assert.Equal(DevnetFeed.KeptTold, state.GetProperty("told").GetArrayLength());
        Assert.Equal("line 50", state.GetProperty("told")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Payment_OfAWallet_IsTaken()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using HttpResponseMessage response = await page.PostAsync("/api/pay", Pay);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        JsonElement payment = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("p1", payment.GetProperty("id").GetString());
        Assert.Equal(("Alice", "Bob", new DevnetAmount(0, 1_500_000_000_000)), Assert.Single(page.Devnet.Asked));
    }

    [Fact]
    public async Task Payment_ToAnAddress_OfAKnownWalletOrAStranger_IsTaken()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        string bob = page.Devnet.State.Wallets[1].Address, stranger = new('7', 120);
        foreach (string to in (string[])[bob, stranger, " bob "])
        {
            using HttpResponseMessage response = await page.PostAsync("/api/faucet", $$"""{"to":"{{to}}","token":1,"amount":"2"}""");
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }
        Assert.Equal(["Bob", stranger, "Bob"], page.Devnet.Asked.Select(a => a.To));
    }

    [Theory]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"0"}""", "amount", "more than zero")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"0.0"}""", "amount", "more than zero")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"-1"}""", "amount", "more than zero")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":""}""", "amount", "how much")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"1,5"}""", "amount", "point")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"1e3"}""", "amount", "digits")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"0.0000000000001"}""", "amount", "12 digits")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"18446744.073709551616"}""", "amount", "18446744.073709551615 MOB")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"99999999999999999999999999999999999999999999999999"}""", "amount", "at most")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"18446744.073709551615"}""", "amount", "Alice has 250 MOB")]
    [InlineData("""{"from":"Alice","to":"Bob","token":7,"amount":"1"}""", "token", "no token 7")]
    [InlineData("""{"from":"Mallory","to":"Bob","token":0,"amount":"1"}""", "from", "Alice and Bob")]
    [InlineData("""{"from":"Faucet","to":"Bob","token":0,"amount":"1"}""", "from", "Alice and Bob")]
    [InlineData("""{"from":"Alice","to":"Alice","token":0,"amount":"1"}""", "to", "another wallet")]
    [InlineData("""{"from":"Alice","to":" alice","token":0,"amount":"1"}""", "to", "another wallet")]
    [InlineData("""{"from":"Alice","to":"","token":0,"amount":"1"}""", "to", "to whom")]
    [InlineData("""{"from":"Alice","to":"Mallory","token":0,"amount":"1"}""", "to", "base58")]
    [InlineData("""{"from":"Alice","to":"0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl","token":0,"amount":"1"}""", "to", "base58")]
    [InlineData("", null, "not a JSON object")]
    [InlineData("null", null, "not a JSON object")]
    [InlineData("[]", null, "not a JSON object")]
    [InlineData("{", null, "not a JSON object")]
    [InlineData("{}", null, "not a JSON object")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":1.5}""", null, "not a JSON object")]
    [InlineData("""{"from":null,"to":"Bob","token":0,"amount":"1"}""", null, "not a JSON object")]
    [InlineData("""{"from":"Alice","to":"Bob","token":-1,"amount":"1"}""", null, "not a JSON object")]
    [InlineData("""{"from":"Alice","to":"Bob","token":0,"amount":"1","fee":"0"}""", null, "not a JSON object")]
    [InlineData("""{"from":"Alice","from":"Bob","to":"Bob","token":0,"amount":"1"}""", null, "not a JSON object")]
    [InlineData("""[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]""", null, "not a JSON object")]
    public async Task Payment_ThatIsWrong_IsRefusedInWords(string body, string? field, string words)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        (int status, string error, string? wrong) = await page.RefusedAsync("/api/pay", body);
        Assert.Equal((422, field), (status, wrong));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Empty(page.Devnet.Asked);
    }

    [Fact]
    public async Task Payment_ThatTheDevnetRefuses_IsToldWithItsField()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        page.Devnet.Refusal = new DevnetRefusalException("to", "The address is of another network.");
        Assert.Equal((422, "The address is of another network.", "to"), await page.RefusedAsync("/api/pay", Pay));
    }

    [Fact]
    public async Task Failure_OfTheDevnet_KeepsItsDetailsToItself()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        page.Devnet.Refusal = new InvalidOperationException("a detail");
        (int status, string error, _) = await page.RefusedAsync("/api/faucet", """{"to":"Bob","token":0,"amount":"1"}""");
        Assert.Equal(500, status);
        Assert.DoesNotContain("a detail", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PaymentRequests.MostBytes + 1)]
    [InlineData(3_000_000)]
    public async Task Payment_OfTooManyBytes_IsRefused(int length)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        string padded = Pay.PadRight(length);
        // A length told before, and a body that goes on.
        foreach (bool chunked in (bool[])[false, true])
        {
            try
            {
                using HttpResponseMessage response = await page.PostAsync("/api/pay", padded, r => r.Headers.TransferEncodingChunked = chunked);
                Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            }
            catch (HttpRequestException) when (length > 1_000_000)
            {
                // Cut off while it still sent.
            }
        }
        Assert.Empty(page.Devnet.Asked);
    }

    [Fact]
    public async Task Payment_ThatIsAForm_IsRefused()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        foreach (string type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
        {
            using HttpResponseMessage response = await page.PostAsync("/api/pay", Pay, r => r.Content = new StringContent(Pay, Encoding.UTF8, type));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        }
        Assert.Empty(page.Devnet.Asked);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("10.0.0.1")]
    public async Task Request_ForAnotherHost_IsRefused(string host)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        foreach (string path in (string[])["/", "/api/state", "/api/events"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using HttpResponseMessage response = await page.Http.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.DoesNotContain(page.Token, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
        using HttpResponseMessage paid = await page.PostAsync("/api/pay", Pay, r => r.Headers.Host = host);
        Assert.Equal(HttpStatusCode.Forbidden, paid.StatusCode);
        Assert.Empty(page.Devnet.Asked);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("X-Devnet-Token", "")]
    [InlineData("X-Devnet-Token", "é")]
    [InlineData("X-Devnet-Token", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Payment_FromAnotherSite_IsRefused(string header, string value)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using HttpResponseMessage response = await page.PostAsync("/api/pay", Pay, r =>
        {
            r.Headers.Remove(header);
            if (value.All(char.IsAscii)) r.Headers.TryAddWithoutValidation(header, value);
        });
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(page.Devnet.Asked);
    }

    [Fact]
    public async Task Payment_FromThePageItself_IsTaken()
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using HttpResponseMessage response = await page.PostAsync("/api/pay", Pay, r =>
        {
            r.Headers.Add("Origin", page.Page.Address.GetLeftPart(UriPartial.Authority));
            r.Headers.Add("Sec-Fetch-Site", "same-origin");
        });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/pay", 405)]
    [InlineData("DELETE", "/api/state", 405)]
    [InlineData("PUT", "/", 405)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/index.html", 404)]
    [InlineData("GET", "/..%2f..%2fetc/passwd", 404)]
    [InlineData("GET", "/api", 404)]
    public async Task Path_ThatIsNot_IsRefused(string method, string path, int status)
    {
        await using RunningPage page = await RunningPage.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await page.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Token_IsAnotherForEveryStart()
    {
        await using RunningPage first = await RunningPage.StartAsync();
        await using RunningPage second = await RunningPage.StartAsync();
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(64, first.Token.Length);
    }

    [Fact]
    public async Task Port_InUse_IsToldAtTheStart()
    {
        await using RunningPage first = await RunningPage.StartAsync();
        await Assert.ThrowsAsync<IOException>(() => RunningPage.StartAsync(port: first.Page.Address.Port));
    }

    [Theory]
    [InlineData("1", 1_000_000)]
    [InlineData(" 1.5 ", 1_500_000)]
    [InlineData(".5", 500_000)]
    [InlineData("5.", 5_000_000)]
    [InlineData("007.100000000000", 7_100_000)]
    [InlineData("18446744073709.551615", ulong.MaxValue)]
    public void Amount_AsPeopleWriteIt_IsRead(string text, ulong value) =>
        Assert.Equal(value, AmountText.Read(text, new DevnetToken(1, "eUSD", 6, 0)));

    [Theory]
    [InlineData(0, 6, "0 X")]
    [InlineData(1, 6, "0.000001 X")]
    [InlineData(1_500_000, 6, "1.5 X")]
    [InlineData(12, 0, "12 X")]
    public void Amount_IsWritten(ulong value, int decimals, string text) => Assert.Equal(text, AmountText.Write(value, new DevnetToken(1, "X", decimals, 0)));
}
