-- Suspects as the server tells of them (the JSON of `leakline compare`): quickfix entries, and the one of a line.

local M = {}

local NULL = vim.NIL

local function given(value) return value ~= nil and value ~= NULL end

local function entry(place, text, kind)
  return { filename = place.path, lnum = place.line, col = place.column, text = text, type = kind }
end

local function step_name(step)
  local name = step.name == '(anonymous)' and step.kind or step.name
  if step.via == '' or step.via == step.name then return name end
  return step.via .. ' → ' .. name
end

local function title(suspect)
  local name = suspect.name
  if name == '(anonymous)' or name == '' then name = 'anonymous ' .. suspect.kind end
  return ('%s: %s'):format(name, table.concat(suspect.counts, ' → '))
end

--- One entry for the suspect itself, at the place of its fix, and one for each step of its trace.
function M.quickfix_items(answer)
  local items = {}
  for _, suspect in ipairs(answer.suspects) do
    local place = given(suspect.cause) and suspect.cause or suspect.location
    local kind = suspect.severity == 'error' and 'E' or suspect.growing and 'W' or 'I'
    local remedy = given(suspect.cause) and ' (' .. suspect.cause.remedy .. ')' or ''
    if given(place) then
      items[#items + 1] = entry(place, title(suspect) .. remedy, kind)
    else
      items[#items + 1] = { text = title(suspect), type = kind }
    end
    for index, step in ipairs(suspect.trace) do
      local faulty = suspect.faulty_step == index - 1 and '  ← the faulty reference' or ''
      local text = ('  '):rep(index) .. step_name(step) .. faulty
      items[#items + 1] = given(step.location) and entry(step.location, text, 'N') or { text = text, type = 'N' }
    end
  end
  return items
end

--- The suspect behind a line: named by a diagnostic, or by a code lens where the client keeps no data of diagnostics (0.7).
function M.fingerprint_at(line)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local data = ((diagnostic.user_data or {}).lsp or {}).data
    local there = diagnostic.lnum <= line and line <= (diagnostic.end_lnum or diagnostic.lnum)
    if there and type(data) == 'table' and data.fingerprint then return data.fingerprint end
  end
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    local command = lens.command
    if lens.range.start.line == line and command and command.command == 'leakline.explain' then
      return command.arguments[1]
    end
  end
end

return M
