using System.Collections.Immutable;
using System.Text;

namespace Beacon.Plans.Hocon;

/// <summary>A text of the configuration, in quotes or not.</summary>
/// <param name="Text">The text; null: the literal <c>null</c>.</param>
/// <param name="Line">Where it was said.</param>
/// <param name="IsUnknown">It rests on an environment variable that is not set.</param>
internal sealed record ScannedText(string? Text, int Line, bool IsUnknown);

/// <summary>Something that is wrong with a file.</summary>
/// <param name="Line">Where.</param>
/// <param name="Message">What.</param>
internal sealed record ScanProblem(int Line, string Message);

/// <summary>A file after scanning.</summary>
/// <param name="Skeleton">Its keys, objects, lists and references in strict HOCON, with an index into <paramref name="Texts"/> for each text.</param>
/// <param name="Texts">Its texts.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="IsWhole">The syntax holds, so that the skeleton can be parsed.</param>
internal sealed record ScannedHocon(string Skeleton, ImmutableArray<ScannedText> Texts, HoconReferences Keys, bool IsWhole);

/// <summary>
/// Goes over HOCON before Akka's parser does, for what that parser lets pass or tells badly: an unclosed brace, stray words, <c>+=</c>,
/// a comma too many. Every problem is told with its line, as many as can be told apart. What reaches the parser is a skeleton that it
/// can't misread: the texts are kept aside, so that neither their content nor that of a variable can mean anything to it.
/// </summary>
internal sealed partial class HoconScanner
{
    private const int MaximumDepth = 64;
    private const int MaximumProblems = 20;

    private readonly HoconCursor _cursor;
    private readonly EnvironmentReferences _environment;
    private readonly HoconReferences _keys = new();
    private readonly StringBuilder _skeleton = new();
    private readonly List<ScannedText> _texts = [];
    private readonly List<ScanProblem> _problems = [];
    private readonly List<ScanProblem> _missing = [];
    private int _open;

    private HoconScanner(string text, EnvironmentReferences environment)
    {
        _cursor = new HoconCursor(text);
        _environment = environment;
    }

    /// <summary>Scans a text.</summary>
    /// <param name="text">HOCON.</param>
    /// <param name="name">What to call it in problems.</param>
    /// <param name="environment">What <c>${VAR}</c> reads.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ScannedHocon Scan(string text, string name, IReadOnlyDictionary<string, string> environment, List<PlanProblem> problems)
    {
        // Only when all keys are known can a reference to a key be told from one to a variable: hence again, until no key falls away
        // because it rested on something optional that is not there.
        var (scanner, known) = (new HoconScanner(text, new EnvironmentReferences(environment, null)).Run(), int.MaxValue);
        while (scanner._problems.Count == 0 && scanner._keys.Count < known)
        {
            known = scanner._keys.Count;
            scanner = new HoconScanner(text, new EnvironmentReferences(environment, scanner._keys)).Run();
        }

        scanner._problems.AddRange(scanner._keys.Check());
        problems.AddRange(
            scanner
                ._problems.Concat(scanner._missing)
                .OrderBy(problem => problem.Line)
                .Select(problem => new PlanProblem($"{name}:{problem.Line}", problem.Message))
        );
        return new ScannedHocon(scanner._skeleton.ToString(), [.. scanner._texts], scanner._keys, scanner._problems.Count == 0);
    }

    private HoconScanner Run()
    {
        try
        {
            Root();
        }
        catch (HoconSyntaxException problem)
        {
            _problems.Add(new ScanProblem(problem.Line, problem.Message));
        }

        return this;
    }

    private void Root()
    {
        _cursor.TakeLines();
        if (_cursor.Current != '{')
        {
            Fields("", 0);
            return;
        }

        var opened = _cursor.Line;
        _cursor.Take();
        Fields("", opened);
        _cursor.TakeLines();
        if (!_cursor.AtEnd)
            throw _cursor.Wrong($"{_cursor.Found} stands after the }} that ends the file; remove it, or that }}");
    }

    /// <summary>The fields of an object up to its brace.</summary>
    /// <param name="path">The object's path.</param>
    /// <param name="opened">The line of its opening brace; 0: the file's root, without braces.</param>
    private void Fields(string path, int opened)
    {
        var depth = ++_open;
        if (depth > MaximumDepth)
            throw _cursor.Wrong($"objects and lists are nested more than {MaximumDepth} deep");
        while (true)
        {
            _cursor.TakeLines();
            if (_cursor.AtEnd && opened > 0)
                throw new HoconSyntaxException(opened, "the { of this line is never closed; add a }");
            if (_cursor.AtEnd || (_cursor.Current == '}' && opened > 0))
                break;
            try
            {
                Field(path);
                Separator('}');
            }
            catch (HoconSyntaxException problem) when (_problems.Count < MaximumProblems && !_cursor.AtEnd)
            {
                _problems.Add(new ScanProblem(problem.Line, problem.Message));
                _cursor.Recover(_open - depth);
                _open = depth;
                if (_cursor.Current == ']' || (_cursor.Current == '}' && opened == 0))
                    _cursor.Take();
            }
        }

        if (!_cursor.AtEnd)
            _cursor.Take();
        _open--;
    }

    private void Field(string path)
    {
        if (_cursor.Current is '}' or ']')
            throw _cursor.Wrong($"this {_cursor.Current} closes nothing; remove it, or open what it is to close");
        if (_cursor.Current == ',')
            throw _cursor.Wrong("a comma stands where a key was expected; remove it");

        var line = _cursor.Line;
        var key = Key();
        if (key.Count > MaximumDepth)
            throw _cursor.Wrong($"a key of {key.Count} parts is nested more than {MaximumDepth} deep");
        var full = key.Aggregate(path, HoconText.Join);
        _cursor.TakeBlanks();
        if (_cursor.Current == '+')
            throw _cursor.Wrong($"{full}: += is not supported; write the whole list with =");
        if (_cursor.Current is not ('=' or ':' or '{'))
            throw _cursor.Wrong(
                $"after {full}, {_cursor.Found} was found where = or {{ was expected; write {full} = VALUE, or put # before a comment"
            );
        if (_cursor.Current != '{')
            _cursor.Take();

        // A value may stand in the next line, but a word there is more likely the next key.
        var isNextLine = _cursor.TakeLines();
        if (_cursor.AtEndOfValue || (isNextLine && _cursor.Current is not ('{' or '[' or '"')))
            throw new HoconSyntaxException(line, $"{full} has no value; write {full} = VALUE, or \"\" for an empty text");

        var (mark, isObject) = (_skeleton.Length, _cursor.Current == '{');
        _skeleton.Append(string.Join('.', key.Select(HoconText.Quote))).Append(" = ");
        if (!Value(full))
            _skeleton.Length = mark;
        else
        {
            _skeleton.Append('\n');
            _keys.Add(path, key, line, isObject);
        }
    }

    private List<string> Key()
    {
        var key = new List<string>();
        while (true)
        {
            var isQuoted = _cursor.Current == '"';
            var segment = isQuoted ? _cursor.TakeQuoted() : _cursor.TakeWord(isKey: true);
            if (segment.Length == 0)
                throw _cursor.Wrong(isQuoted ? "a key is empty; name it" : $"a key was expected; {_cursor.WhyNot()}");
            key.Add(segment);
            if (_cursor.Current != '.')
                break;
            _cursor.Take();
        }

        if (key is ["include"] && _cursor.TakeBlanks().Length > 0 && _cursor.Current is not ('=' or ':' or '{'))
            throw _cursor.Wrong("include is not supported; name several files instead: --config A --config B");
        return key;
    }

    /// <summary>What stands between two fields or elements: a comma, a line end, or both.</summary>
    private void Separator(char end)
    {
        var isApart = _cursor.TakeLines();
        if (_cursor.AtEnd || _cursor.Current == end)
            return;
        if (_cursor.Current == ',')
        {
            _cursor.Take();
            _cursor.TakeLines();
            if (_cursor.Current == ',')
                throw _cursor.Wrong("two commas stand in a row; remove one");
        }
        else if (!isApart)
            throw _cursor.Wrong($"{_cursor.Found} stands right after a value; put a comma or a line end between");
    }
}
